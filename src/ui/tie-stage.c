/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-stage"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-document.h"
#include "ui/tie-stage.h"

#define MAX_STAGES 4

struct _TieStage
{
  GtkWidget parent_instance;

  GtkWidget *steps[MAX_STAGES]; /* (unowned): boxes of an image and a label */
  GtkLabel *void_label;         /* (unowned) */
  char *stage;                  /* (owned) */
  char *sentence;               /* (owned) */
  gboolean is_void;
};

G_DEFINE_FINAL_TYPE (TieStage, tie_stage, GTK_TYPE_WIDGET)

enum
{
  PROP_STAGE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const TieChoice *
get_stages (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (TIE_TYPE_DOCUMENT);

  return TIE_RECORD_CLASS (klass)->fields[TIE_DOCUMENT_STAGE].choices; /* static, outlives the class */
}

static guint
find_stage (TieStage *self)
{
  const TieChoice *stages = get_stages ();
  guint i = 0;

  while (i < MAX_STAGES && !g_str_equal (stages[i].token, self->stage))
    i++;
  return i;
}

static void
show_step (TieStage *self,
           guint step,
           guint current)
{
  GtkWidget *image = gtk_widget_get_first_child (self->steps[step]);
  GtkWidget *label = gtk_widget_get_last_child (self->steps[step]);
  gboolean is_saved = current < MAX_STAGES;
  const char *icon = is_saved && step < current ? "object-select-symbolic" : step == current ? "radio-checked-symbolic" : "radio-symbolic";

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon);
  gtk_widget_remove_css_class (label, "heading");
  gtk_widget_remove_css_class (self->steps[step], "dim-label");
  if (step == current)
    gtk_widget_add_css_class (label, "heading");
  else if (step > current || !is_saved)
    gtk_widget_add_css_class (self->steps[step], "dim-label");
  gtk_widget_set_visible (self->steps[step], !self->is_void);
}

static void
show (TieStage *self)
{
  const TieChoice *stages = get_stages ();
  guint current = find_stage (self);

  for (guint i = 0; i < MAX_STAGES; i++)
    show_step (self, i, current);
  gtk_widget_set_visible (GTK_WIDGET (self->void_label), self->is_void);
  g_free (self->sentence);
  if (self->is_void)
    self->sentence = g_strdup (_ ("Void"));
  else if (current < MAX_STAGES)
    /* Translators: how far a document is, e.g. "Stage 2 of 4: Approved" */
    self->sentence = g_strdup_printf (_ ("Stage %u of %u: %s"), current + 1, MAX_STAGES, _ (stages[current].label));
  else
    self->sentence = g_strdup (_ ("Not saved yet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->sentence, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->sentence);
}

static void
tie_stage_get_property (GObject *object,
                        guint prop_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  if (prop_id == PROP_STAGE)
    g_value_set_string (value, TIE_STAGE (object)->stage);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_stage_set_property (GObject *object,
                        guint prop_id,
                        const GValue *value,
                        GParamSpec *pspec)
{
  if (prop_id == PROP_STAGE)
    tie_stage_set_stage (TIE_STAGE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_stage_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_stage_parent_class)->dispose (object);
}

static void
tie_stage_finalize (GObject *object)
{
  g_free (TIE_STAGE (object)->stage);
  g_free (TIE_STAGE (object)->sentence);
  G_OBJECT_CLASS (tie_stage_parent_class)->finalize (object);
}

static void
tie_stage_class_init (TieStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_stage_dispose;
  object_class->finalize = tie_stage_finalize;
  object_class->get_property = tie_stage_get_property;
  object_class->set_property = tie_stage_set_property;
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "tie-stage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tie_stage_init (TieStage *self)
{
  const TieChoice *stages = get_stages ();
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->stage = g_strdup ("");
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  for (guint i = 0; i < MAX_STAGES; i++)
    {
      GtkWidget *label = gtk_label_new (_ (stages[i].label));

      self->steps[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (self->steps[i]), gtk_image_new ());
      gtk_box_append (GTK_BOX (self->steps[i]), label);
      gtk_widget_set_parent (self->steps[i], GTK_WIDGET (self));
    }
  self->void_label = GTK_LABEL (gtk_label_new (_ ("Void")));
  gtk_widget_add_css_class (GTK_WIDGET (self->void_label), "heading");
  gtk_widget_set_parent (GTK_WIDGET (self->void_label), GTK_WIDGET (self));
  show (self);
}

GtkWidget *
tie_stage_new (void)
{
  return g_object_new (TIE_TYPE_STAGE, NULL);
}

void
tie_stage_set_stage (TieStage *self,
                     const char *stage)
{
  g_return_if_fail (TIE_IS_STAGE (self));

  if (stage == NULL)
    stage = "";
  if (g_str_equal (self->stage, stage))
    return;
  g_free (self->stage);
  self->stage = g_strdup (stage);
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

const char *
tie_stage_get_stage (TieStage *self)
{
  g_return_val_if_fail (TIE_IS_STAGE (self), NULL);

  return self->stage;
}

void
tie_stage_set_is_void (TieStage *self,
                       gboolean is_void)
{
  g_return_if_fail (TIE_IS_STAGE (self));

  if (self->is_void == is_void)
    return;
  self->is_void = is_void;
  show (self);
}

const char *
tie_stage_get_sentence (TieStage *self)
{
  g_return_val_if_fail (TIE_IS_STAGE (self), NULL);

  return self->sentence;
}
