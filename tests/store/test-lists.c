/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that are read in slices: whatever the size of a slice, they come to the list that is read at once. */
#include "config.h"

#include "store-fixture.h"
#include "store/tie-contact-list.h"
#include "store/tie-document-list.h"
#include "store/tie-project-table.h"

#define N_CONTACTS 12
#define N_PROJECTS 20
#define N_MONEY 90

/* What one contact's row says of money. */
typedef struct
{
  gint64 balance;
  char *last_invoice; /* (owned) */
} Money;

static gboolean
fill_func (TieDb *db,
           gpointer data,
           GError **error)
{
  const char *const kinds[] = { "invoice", "credit", "supplier" };

  add_connection (db);
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%02u", i);
      g_autofree char *name = g_strdup_printf ("Name %u", i * 7 % 5); /* namesakes */

      add_contact (db, id, name, i % 4 == 0 ? "supplier" : "client");
    }
  for (guint i = 0; i < N_PROJECTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%02u", i);
      g_autofree char *name = g_strdup_printf ("project %u", i % 4);
      g_autofree char *contact = g_strdup_printf ("c%02u", i % N_CONTACTS);

      tie_db_run (db, error, "INSERT INTO project (id, sort_key, name, contact) VALUES (?1, ?2, ?2, ?3)", "sss", id, name, contact);
      tie_db_run (db, error, "INSERT INTO entry (id, sort_key, date, kind, project, quantity, amount) VALUES (?1, '', '2026-01-01', 'time', ?2, 10000, 100)", "ss", id, id);
    }
  for (guint i = 0; i < N_MONEY; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%02u", i * 37 % N_MONEY);
      g_autofree char *date = g_strdup_printf ("2026-01-%02u", i % 5 + 1);
      g_autofree char *number = i % 3 != 2 ? g_strdup_printf ("N-%02u", i) : g_strdup_printf ("S-%u", i % 2); /* a supplier's come twice */
      g_autofree char *contact = g_strdup_printf ("c%02u", i % 3);
      g_autofree char *project = g_strdup_printf ("p%02u", i % N_PROJECTS);

      tie_db_run (db, error,
                  "INSERT INTO document (id, sort_key, number, kind, contact, project, date, stage, total) VALUES (?, '', ?, ?, ?, ?, ?, 'invoiced', 500)",
                  "ssssss", id, number, kinds[i % 3], contact, project, date);
      tie_db_run (db, error, "INSERT INTO payment (id, sort_key, number, kind, contact, date, amount, origin) VALUES (?, '', ?, 'received', ?, ?, 300, 'here')",
                  "ssss", id, i % 3 != 2 ? number : "", contact, date);
      tie_db_run (db, error, "INSERT INTO allocation (id, sort_key, payment, document, amount) VALUES (?1, '', ?1, ?1, 100)", "s", id);
    }
  return TRUE;
}

typedef struct
{
  GString *text; /* (owned) what the rows say */
  char *last;    /* (owned) (nullable): id */
  guint n;
} Seen;

static void
see (Seen *seen,
     const char *id,
     const char *text,
     gint64 number)
{
  g_string_append_printf (seen->text, "%s %s %" G_GINT64_FORMAT "\n", id, text, number);
  g_free (seen->last);
  seen->last = g_strdup (id);
  seen->n++;
}

static void
see_contact (const TieContactListRow *row,
             gpointer seen)
{
  see (seen, row->id, row->name, row->is_supplier);
}

static void
see_project (const TieProjectFigures *row,
             gpointer seen)
{
  see (seen, row->id, row->name, row->hours + row->invoiced);
}

static void
see_document (const TieDocumentListRow *row,
              gpointer seen)
{
  see (seen, row->id, row->number, row->paid);
}

static void
see_payment (const TiePaymentListRow *row,
             gpointer seen)
{
  see (seen, row->id, row->number, row->applied);
}

static void
see_money (const TieContactListRow *row,
           gpointer user_data)
{
  Money *money = user_data;

  if (!g_str_equal (row->id, "owing"))
    return;
  g_free (money->last_invoice);
  money->balance = row->balance;
  money->last_invoice = g_strdup (row->last_invoice);
}

typedef enum
{
  CONTACTS,
  PROJECTS,
  DOCUMENTS,
  PAYMENTS,
} What;

typedef struct
{
  const char *title;
  What what;
  const char *kind;
  const char *contact;
  guint n;
} Case;

static const Case cases[] = {
  { "contacts", CONTACTS, NULL, NULL, N_CONTACTS },
  { "projects", PROJECTS, NULL, NULL, N_PROJECTS },
  { "invoices", DOCUMENTS, "invoice", NULL, N_MONEY / 3 },
  { "credit notes of a contact", DOCUMENTS, "credit", "c01", N_MONEY / 3 },
  { "supplier invoices", DOCUMENTS, "supplier", NULL, N_MONEY / 3 },
  { "payments", PAYMENTS, NULL, NULL, N_MONEY },
  { "payments of a contact", PAYMENTS, NULL, "c02", N_MONEY / 3 },
};

static gboolean
read_slice (TieDb *db,
            const Case *c,
            const char *after,
            guint limit,
            Seen *seen,
            GError **error)
{
  switch (c->what)
    {
    case CONTACTS:
      return tie_contact_list_read (db, after, limit, see_contact, seen, error);
    case PROJECTS:
      return tie_project_table_read (db, after, limit, see_project, seen, error);
    case DOCUMENTS:
      return tie_document_list_read (db, c->kind, c->contact, after, limit, see_document, seen, error);
    case PAYMENTS:
    default:
      return tie_payment_list_read (db, c->contact, after, limit, see_payment, seen, error);
    }
}

static char *
read_in_slices (TieDb *db,
                const Case *c,
                guint limit,
                GError **error)
{
  Seen seen = { g_string_new (NULL), NULL, 0 };
  guint before;

  do
    {
      g_autofree char *after = g_strdup (seen.last);

      before = seen.n;
      g_assert_true (read_slice (db, c, after, limit, &seen, error));
      g_assert_cmpuint (seen.n - before, <=, limit);
    }
  while (seen.n - before == limit);
  g_assert_cmpuint (seen.n, ==, c->n);
  g_free (seen.last);
  return g_string_free (seen.text, FALSE);
}

static gboolean
slices_func (TieDb *db,
             gpointer data,
             GError **error)
{
  const guint limits[] = { 1, 2, 7, N_MONEY };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *whole = read_in_slices (db, &cases[i], N_MONEY + 1, error);

      g_test_message ("%s", cases[i].title);
      for (guint l = 0; l < G_N_ELEMENTS (limits); l++)
        {
          g_autofree char *sliced = read_in_slices (db, &cases[i], limits[l], error);

          g_assert_cmpstr (sliced, ==, whole);
        }
    }
  return TRUE;
}

static void
test_slices (StoreFixture *fixture,
             gconstpointer data)
{
  store_fixture_write (fixture, fill_func, NULL);
  store_fixture_read (fixture, slices_func, NULL);
}

/* A record that was deleted between two slices: nothing comes behind it, and that is no error. */
static gboolean
gone_func (TieDb *db,
           gpointer data,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Seen seen = { g_string_new (NULL), NULL, 0 };

      g_assert_true (read_slice (db, &cases[i], "no-such-id", 10, &seen, error));
      g_assert_cmpuint (seen.n, ==, 0);
      g_string_free (seen.text, TRUE);
    }
  return TRUE;
}

static void
test_gone (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, fill_func, NULL);
  store_fixture_read (fixture, gone_func, NULL);
}

/* All kinds of documents and payments, one of them void, which leaves it no amount. */
static gboolean
owe_func (TieDb *db,
          gpointer type,
          GError **error)
{
  const struct
  {
    const char *kind;
    const char *date;
    int total;
    int is_void;
  } documents[] = {
    { "invoice", "2026-01-05", 1000, 0 },
    { "invoice", "2026-02-05", 500, 0 },
    { "invoice", "2026-03-05", 0, 1 },
    { "credit", "2026-04-05", 200, 0 },
    { "supplier", "2026-05-05", 70, 0 },
  };

  add_contact (db, "owing", "Owing", type);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);

      tie_db_run (db, error,
                  "INSERT INTO document (id, sort_key, number, kind, contact, date, stage, total, is_void)"
                  " VALUES (?1, '', ?1, ?2, 'owing', ?3, 'invoiced', ?4, ?5)",
                  "sssii", id, documents[i].kind, documents[i].date, (gint64) documents[i].total, (gint64) documents[i].is_void);
    }
  return tie_db_run (db, error,
                     "INSERT INTO payment (id, sort_key, number, kind, contact, date, amount, origin) VALUES"
                     " ('r', '', 'r', 'receipt', 'owing', '2026-06-05', 400, 'here'), ('p', '', 'p', 'paid', 'owing', '2026-06-05', 30, 'here')",
                     "");
}

static gboolean
read_money_func (TieDb *db,
                 gpointer money,
                 GError **error)
{
  return tie_contact_list_read (db, NULL, 100, see_money, money, error);
}

static void
expect_money (StoreFixture *fixture,
              const char *type,
              gint64 balance,
              const char *last_invoice)
{
  g_autofree char *seen = NULL;
  Money money = { 0 };

  store_fixture_write (fixture, owe_func, (gpointer) type);
  store_fixture_read (fixture, read_money_func, &money);
  seen = money.last_invoice;
  g_assert_cmpint (money.balance, ==, balance);
  g_assert_cmpstr (seen, ==, last_invoice);
}

static void
test_client_balance (StoreFixture *fixture,
                     gconstpointer data)
{
  expect_money (fixture, "client", 1000 + 500 - 200 - 400, "2026-02-05");
}

static void
test_supplier_balance (StoreFixture *fixture,
                       gconstpointer data)
{
  expect_money (fixture, "supplier", 70 - 30, "2026-05-05");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/lists/slices", StoreFixture, NULL, store_fixture_set_up, test_slices, store_fixture_tear_down);
  g_test_add ("/store/lists/gone", StoreFixture, NULL, store_fixture_set_up, test_gone, store_fixture_tear_down);
  g_test_add ("/store/lists/client-balance", StoreFixture, NULL, store_fixture_set_up, test_client_balance, store_fixture_tear_down);
  g_test_add ("/store/lists/supplier-balance", StoreFixture, NULL, store_fixture_set_up, test_supplier_balance, store_fixture_tear_down);
  return g_test_run ();
}
