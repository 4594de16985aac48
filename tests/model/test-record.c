/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-record"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-remote.h"

static void
count_cb (GObject *object,
          GParamSpec *pspec,
          gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
test_values (void)
{
  TieContact *contact = tie_contact_new (NULL);
  TieRecord *record = TIE_RECORD (contact);
  guint notified = 0;

  g_assert_cmpuint (strlen (tie_record_get_id (record)), ==, 36);
  g_assert_cmpstr (tie_record_get_text (record, TIE_CONTACT_NAME), ==, "");
  g_assert_null (tie_record_get_text (record, TIE_CONTACT_TYPE_ID));

  g_signal_connect (record, "notify::name", G_CALLBACK (count_cb), &notified);
  tie_record_set_text (record, TIE_CONTACT_NAME, "Alder, Kim");
  tie_record_set_text (record, TIE_CONTACT_NAME, "Alder, Kim");
  tie_record_set_text (record, TIE_CONTACT_CITY, "Salem");
  g_assert_cmpuint (notified, ==, 1);
  tie_record_set_text (record, TIE_CONTACT_NAME, "");
  tie_record_set_text (record, TIE_CONTACT_NAME, NULL);
  g_assert_cmpuint (notified, ==, 2);
  g_assert_cmpstr (tie_record_get_text (record, TIE_CONTACT_NAME), ==, "");

  tie_record_set_integer (record, TIE_CONTACT_ARCHIVED, 5);
  g_assert_cmpint (tie_record_get_integer (record, TIE_CONTACT_ARCHIVED), ==, 1);

  g_assert_finalize_object (G_OBJECT (contact));
}

static void
test_properties (void)
{
  g_autoptr (TieEmployee) employee = g_object_new (TIE_TYPE_EMPLOYEE, "name", "Dana", "rate", G_GINT64_CONSTANT (1250000), "archived", TRUE, NULL);
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  g_autofree char *email = NULL;
  gint64 rate = 0;
  gboolean archived = FALSE;

  g_object_get (employee, "name", &name, "id", &id, "email", &email, "rate", &rate, "archived", &archived, NULL);
  g_assert_cmpstr (name, ==, "Dana");
  g_assert_cmpstr (email, ==, "");
  g_assert_cmpstr (id, ==, tie_record_get_id (TIE_RECORD (employee)));
  g_assert_cmpint (rate, ==, 1250000);
  g_assert_true (archived);
}

static void
test_copy_and_equal (void)
{
  g_autoptr (TieContact) contact = tie_contact_new ("c1");
  g_autoptr (TieContact) copy = NULL;
  g_autoptr (TieRecord) other_kind = tie_record_new (TIE_TYPE_SITE, "c1");

  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, "Alder, Kim");
  tie_record_set_integer (TIE_RECORD (contact), TIE_CONTACT_ARCHIVED, TRUE);
  copy = tie_record_copy (TIE_RECORD (contact));
  g_assert_cmpstr (tie_record_get_id (TIE_RECORD (copy)), ==, "c1");
  g_assert_true (tie_record_equal (TIE_RECORD (contact), TIE_RECORD (copy)));
  tie_record_set_integer (TIE_RECORD (copy), TIE_CONTACT_ARCHIVED, FALSE);
  g_assert_false (tie_record_equal (TIE_RECORD (contact), TIE_RECORD (copy)));
  tie_record_set_integer (TIE_RECORD (copy), TIE_CONTACT_ARCHIVED, TRUE);
  tie_record_set_text (TIE_RECORD (copy), TIE_CONTACT_NOTES, "x");
  g_assert_false (tie_record_equal (TIE_RECORD (contact), TIE_RECORD (copy)));
  g_assert_false (tie_record_equal (TIE_RECORD (contact), other_kind));
}

static void
test_fields (void)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, NULL);
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (site);

  g_assert_cmpstr (klass->table, ==, "site");
  g_assert_cmpuint (tie_record_find_field (klass, "postcode"), ==, TIE_SITE_POSTCODE);
  g_assert_cmpuint (tie_record_find_field (klass, "no such field"), ==, 0);
  g_assert_cmpuint (tie_record_class_get_name_field (klass), ==, TIE_SITE_NAME);
  tie_record_set_text (site, TIE_SITE_NAME, "Annex");
  g_assert_cmpstr (tie_record_get_name (site), ==, "Annex");
  g_assert_cmpstr (tie_record_get_field (site, TIE_SITE_POSTCODE)->label, ==, "ZIP");
}

typedef struct
{
  const char *why;
  const char *name;
  const char *type;
  guint pad_number_to;
  const char *error; /* NULL: fine */
} ValidCase;

static const ValidCase valid_cases[] = {
  { "fine", " Alder,\tKim ", "client", 0, NULL },
  { "quote, colon, emoji", "O'Neill: \"Kim\" 😀", "client", 0, NULL },
  { "no name", NULL, "client", 0, "Name is missing." },
  { "a name of blanks", " \t\n", "client", 0, "Name is missing." },
  { "no type", "Alder", NULL, 0, "Type is missing." },
  { "long enough", "Alder", "client", 100, NULL },
  { "too long", "Alder", "client", 101, "Number is longer than 100 characters." },
};

static void
test_validate (gconstpointer data)
{
  const ValidCase *c = data;
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);
  g_autoptr (GString) number = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < c->pad_number_to; i++)
    g_string_append (number, "é"); /* characters count, not bytes */
  tie_record_set_text (contact, TIE_CONTACT_NAME, c->name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, c->type);
  tie_record_set_text (contact, TIE_CONTACT_NUMBER, number->str);
  tie_record_set_text (contact, TIE_CONTACT_STREET, " 1 Main St \r\n\n Suite 2\n");

  g_assert_cmpint (tie_record_validate (contact, &error), ==, c->error == NULL);
  if (c->error != NULL)
    {
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, c->error);
      return;
    }
  g_assert_no_error (error);
  g_assert_null (strpbrk (tie_record_get_text (contact, TIE_CONTACT_NAME), "\t\n"));
  g_assert_false (g_str_has_prefix (tie_record_get_text (contact, TIE_CONTACT_NAME), " "));
  g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_STREET), ==, "1 Main St\n\nSuite 2");
}

/* Part of no kind yet, so a kind of the test's own. */
enum
{
  DATED_DATE = 1,
  DATED_TITLE,
  DATED_N_FIELDS
};
static const TieField dated_fields[] = {
  [DATED_DATE] = { "date", "Date", TIE_FIELD_DATE },
  [DATED_TITLE] = { "title", "Title", TIE_FIELD_TEXT },
};
#define TEST_TYPE_DATED (test_dated_get_type ())
G_DECLARE_FINAL_TYPE (TestDated, test_dated, TEST, DATED, TieRecord)
TIE_DEFINE_RECORD (TestDated, test_dated, "dated", dated_fields)

static void
test_date (void)
{
  g_autoptr (TieRecord) record = tie_record_new (TEST_TYPE_DATED, NULL);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (record, DATED_DATE, "2026-02-28");
  g_assert_true (tie_record_validate (record, &error));
  g_assert_no_error (error);
  tie_record_set_text (record, DATED_DATE, "2026-02-30");
  g_assert_false (tie_record_validate (record, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Date: “2026-02-30” is not a date.");
}

static void
test_kinds (void)
{
  const GType types[] = { TIE_TYPE_CONTACT, TIE_TYPE_CONTACT_TYPE, TIE_TYPE_SITE, TIE_TYPE_EMPLOYEE, TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE };
  const guint n_fields[] = { TIE_CONTACT_N_FIELDS, TIE_CONTACT_TYPE_N_FIELDS, TIE_SITE_N_FIELDS, TIE_EMPLOYEE_N_FIELDS, TIE_CODE_N_FIELDS, TIE_CODE_N_FIELDS };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (TieRecord) record = tie_record_new (types[i], NULL);

      g_assert_cmpuint (TIE_RECORD_GET_CLASS (record)->n_fields, ==, n_fields[i]);
      for (guint f = 1; f < n_fields[i]; f++)
        g_assert_nonnull (tie_record_get_field (record, f)->label);
    }
}

static void
test_remote (void)
{
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_CUSTOMER, "12");
  g_autoptr (TieRemote) copy = NULL;

  g_assert_true (remote->is_active);
  remote->name = g_strdup ("Zoë");
  remote->raw = g_strdup ("{}");
  copy = tie_remote_copy (remote);
  g_assert_cmpstr (copy->id, ==, "12");
  g_assert_cmpstr (copy->name, ==, "Zoë");
  g_assert_cmpstr (copy->raw, ==, "{}");
  g_assert_true (copy->name != remote->name);

  for (TieKind kind = TIE_KIND_CUSTOMER; kind <= TIE_KIND_SUPPLIER_PAYMENT; kind++)
    g_assert_cmpint (tie_kind_from_string (tie_kind_to_string (kind)), ==, kind);
  g_assert_cmpint (tie_kind_from_string ("nothing"), ==, 0);
  g_assert_cmpint (tie_kind_from_string (NULL), ==, 0);
}

/* Nobody is in care of himself. */
static void
test_itself (void)
{
  g_autoptr (TieContact) contact = tie_contact_new (NULL);
  TieRecord *record = TIE_RECORD (contact);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (record, TIE_CONTACT_NAME, "Alder, Kim");
  tie_record_set_text (record, TIE_CONTACT_TYPE_ID, "client");
  tie_record_set_text (record, TIE_CONTACT_CARE_OF, "another");
  g_assert_true (tie_record_validate (record, &error));
  g_assert_no_error (error);
  tie_record_set_text (record, TIE_CONTACT_CARE_OF, tie_record_get_id (record));
  g_assert_false (tie_record_validate (record, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Care of cannot be the record itself. Choose another one.");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/properties", test_properties);
  g_test_add_func ("/record/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/record/fields", test_fields);
  for (guint i = 0; i < G_N_ELEMENTS (valid_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/record/validate/", valid_cases[i].why, NULL);

      g_test_add_data_func (path, &valid_cases[i], test_validate);
    }
  g_test_add_func ("/record/date", test_date);
  g_test_add_func ("/record/kinds", test_kinds);
  g_test_add_func ("/record/remote", test_remote);
  g_test_add_func ("/record/itself", test_itself);

  return g_test_run ();
}
