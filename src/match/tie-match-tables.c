/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-tables.h"

typedef struct
{
  const char *words; /* separated by blanks */
  TieMatchMeaning meaning;
  guint8 value;
} Meaning;

static const Meaning meanings[] = {
  { "llc lc", TIE_MATCH_MEANS_LEGAL, 1 },
  { "inc incorporated", TIE_MATCH_MEANS_LEGAL, 2 },
  { "corp corporation", TIE_MATCH_MEANS_LEGAL, 3 },
  { "ltd limited", TIE_MATCH_MEANS_LEGAL, 4 },
  { "pc", TIE_MATCH_MEANS_LEGAL, 5 },
  { "llp", TIE_MATCH_MEANS_LEGAL, 6 },
  { "pllc", TIE_MATCH_MEANS_LEGAL, 7 },
  { "co company companies", TIE_MATCH_MEANS_LEGAL, 8 },
  { "lp", TIE_MATCH_MEANS_LEGAL, 9 },
  { "plc", TIE_MATCH_MEANS_LEGAL, 10 },
  { "gmbh ag kg ohg ug", TIE_MATCH_MEANS_LEGAL, 11 },
  { "sa sas sarl srl spa nv bv ab oy oyj asa se kk sab", TIE_MATCH_MEANS_LEGAL, 12 },
  { "pty", TIE_MATCH_MEANS_LEGAL, 13 },
  { "sr", TIE_MATCH_MEANS_GENERATION, 1 },
  { "jr", TIE_MATCH_MEANS_GENERATION, 2 },
  { "ii", TIE_MATCH_MEANS_GENERATION, 3 },
  { "iii", TIE_MATCH_MEANS_GENERATION, 4 },
  { "iv", TIE_MATCH_MEANS_GENERATION, 5 },
  { "mr mrs ms miss dr prof rev hon esq md cpa dds dmd phd rn dvm dc od esquire", TIE_MATCH_MEANS_TITLE, 0 },
  { "inactive old new closed archived deleted duplicate former formerly", TIE_MATCH_MEANS_STATUS, 0 },
  { "dba aka fka nka", TIE_MATCH_MEANS_ALIAS, 0 },
  { "attn attention", TIE_MATCH_MEANS_CARE_OF, 0 },
  { "and und et", TIE_MATCH_MEANS_AND, 0 },
  { "the of no nr unit on at for by", TIE_MATCH_MEANS_FILLER, 0 },
  { "trust estate trustee trustees", TIE_MATCH_MEANS_TRUST, 0 },
};

/* The full name first, then what people make of it. */
static const char *const names[] = {
  "robert rob bob bobby robbie bert",
  "william will bill billy willie liam",
  "richard rick dick rich ricky richie",
  "james jim jimmy jamie",
  "john jack johnny",
  "jonathan jon jonny",
  "michael mike mick mickey mikey",
  "thomas tom tommy",
  "charles chuck charlie chas",
  "christopher chris topher kit",
  "daniel dan danny",
  "matthew matt",
  "anthony tony",
  "donald don donny donnie",
  "steven steve",
  "stephen steve",
  "andrew andy drew",
  "joshua josh",
  "kenneth ken kenny",
  "edward ed ted eddie ned teddy",
  "edwin ed eddie",
  "theodore ted teddy theo",
  "ronald ron ronnie",
  "timothy tim timmy",
  "jeffrey jeff",
  "geoffrey geoff jeff",
  "jacob jake",
  "nicholas nick nicky",
  "lawrence larry",
  "laurence larry",
  "benjamin ben benny",
  "samuel sam sammy",
  "gregory greg",
  "alexander alex al sandy alec",
  "raymond ray",
  "patrick pat paddy",
  "dennis denny",
  "gerald jerry gerry",
  "jerome jerry",
  "joseph joe joey jos",
  "elizabeth liz beth betty betsy eliza lizzie libby bess",
  "jennifer jen jenny",
  "patricia pat patty trish tricia",
  "barbara barb barbie babs",
  "susan sue suzy susie",
  "margaret peggy maggie meg marge margie",
  "deborah deb debbie debby",
  "rebecca becky becca",
  "katherine kathy kate katie kay kitty",
  "catherine cathy cate kate katie cat",
  "kathleen kathy kate",
  "christine chris tina chrissy",
  "christina chris tina chrissy",
  "pamela pam",
  "samantha sam",
  "victoria vicky vicki tori",
  "judith judy",
  "jacqueline jackie",
  "theresa terry tess tessa",
  "teresa terry tess tessa",
  "kimberly kim",
  "stephanie steph",
  "cynthia cindy",
  "philip phil",
  "phillip phil",
  "vincent vince vinny",
  "leonard len lenny leo",
  "francis frank fran",
  "franklin frank",
  "frederick fred freddy freddie",
  "douglas doug",
  "zachary zach zack",
  "walter walt wally",
  "arthur art artie",
  "albert al bert",
  "alfred al fred alf alfie",
  "eugene gene",
  "russell russ rusty",
  "frances fran fanny",
  "virginia ginny",
  "sandra sandy",
  "melissa missy mel",
  "amanda mandy",
  "harold hal harry",
  "henry hank harry",
  "peter pete",
  "david dave davy",
  "ernest ernie",
  "louis lou louie",
  "martin marty",
  "maxwell max",
  "norman norm",
  "oliver ollie",
  "oscar ozzie",
  "reginald reg reggie",
  "rodney rod",
  "stanley stan",
  "terrence terry",
  "vernon vern",
  "wesley wes",
  "abraham abe",
  "isaac ike",
  "nathaniel nat nate",
  "nathan nat nate",
  "clifford cliff",
  "curtis curt",
  "dorothy dot dottie dolly",
  "eleanor ellie nell nora",
  "ellen nell ellie",
  "florence flo",
  "gabriel gabe",
  "gabrielle gabby",
  "gertrude trudy gert",
  "gilbert gil",
  "gwendolyn gwen",
  "helen nell",
  "herbert herb bert",
  "howard howie",
  "irving irv",
  "isabella bella izzy",
  "janet jan",
  "janice jan",
  "josephine jo josie",
  "joanna jo",
  "lillian lil lily",
  "madeline maddie",
  "marjorie marge margie",
  "martha marty",
  "mary molly polly",
  "mildred millie",
  "mitchell mitch",
  "nancy nan",
  "natalie nat",
  "nicole nikki",
  "olivia liv",
  "rosemary rose",
  "roberta bobbie",
  "sarah sally sadie",
  "valerie val",
  "veronica ronnie",
  "wilbur will",
  "winifred winnie",
};

typedef struct
{
  guint8 roots[TIE_MATCH_MAX_ROOTS + 1];
} Roots;

static GHashTable *
read_meanings (void)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      g_auto (GStrv) words = g_strsplit (meanings[i].words, " ", -1);

      for (guint k = 0; words[k] != NULL; k++)
        g_hash_table_insert (table, (char *) g_intern_string (words[k]), (gpointer) &meanings[i]);
    }
  return table;
}

TieMatchMeaning
tie_match_get_meaning (const char *word,
                       guint *value)
{
  static GHashTable *table;
  const Meaning *found;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, read_meanings ());
  found = g_hash_table_lookup (table, word);
  *value = found != NULL ? found->value : 0;
  return found != NULL ? found->meaning : TIE_MATCH_MEANS_NOTHING;
}

static GHashTable *
read_names (void)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) words = g_strsplit (names[i], " ", -1);

      for (guint k = 0; words[k] != NULL; k++)
        {
          const char *word = g_intern_string (words[k]);
          Roots *roots = g_hash_table_lookup (table, word);
          guint n = 0;

          if (roots == NULL)
            {
              roots = g_new0 (Roots, 1);
              g_hash_table_insert (table, (char *) word, roots);
            }
          while (roots->roots[n] != 0)
            n++;
          if (n < TIE_MATCH_MAX_ROOTS)
            roots->roots[n] = i + 1;
        }
    }
  return table;
}

const guint8 *
tie_match_get_name_roots (const char *word)
{
  static GHashTable *table;
  const Roots *found;

  G_STATIC_ASSERT (G_N_ELEMENTS (names) < 255);
  if (g_once_init_enter (&table))
    g_once_init_leave (&table, read_names ());
  found = g_hash_table_lookup (table, word);
  return found != NULL ? found->roots : NULL;
}
