/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-banner"
#include "config.h"

#include "ui/tie-banner.h"

struct _TieBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer; /* template child */
  GtkLabel *label;       /* template child */
  GtkButton *button;     /* template child */
  GtkWidget *dismiss_button; /* template child */
};

enum
{
  PROP_TITLE = 1,
  PROP_BUTTON_LABEL,
  PROP_REVEALED,
  PROP_DISMISSIBLE,
  N_PROPS,
  PROP_ACTION_NAME = N_PROPS,
  PROP_ACTION_TARGET,
};

static GParamSpec *properties[N_PROPS];

enum
{
  BUTTON_CLICKED,
  DISMISSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The button is the actionable; the banner only hands its action on. */
static const char *
banner_get_action_name (GtkActionable *actionable)
{
  return gtk_actionable_get_action_name (GTK_ACTIONABLE (TIE_BANNER (actionable)->button));
}

static void
banner_set_action_name (GtkActionable *actionable,
                        const char *action_name)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (TIE_BANNER (actionable)->button), action_name);
}

static GVariant *
banner_get_action_target_value (GtkActionable *actionable)
{
  return gtk_actionable_get_action_target_value (GTK_ACTIONABLE (TIE_BANNER (actionable)->button));
}

static void
banner_set_action_target_value (GtkActionable *actionable,
                                GVariant *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (TIE_BANNER (actionable)->button), target);
}

static void
tie_banner_actionable_init (GtkActionableInterface *iface)
{
  iface->get_action_name = banner_get_action_name;
  iface->set_action_name = banner_set_action_name;
  iface->get_action_target_value = banner_get_action_target_value;
  iface->set_action_target_value = banner_set_action_target_value;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieBanner, tie_banner, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACTIONABLE, tie_banner_actionable_init))

static void
button_clicked_cb (TieBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
dismiss_clicked_cb (TieBanner *self)
{
  tie_banner_set_revealed (self, FALSE);
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
tie_banner_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  TieBanner *self = TIE_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, tie_banner_get_title (self));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, tie_banner_get_button_label (self));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, tie_banner_get_revealed (self));
      break;
    case PROP_DISMISSIBLE:
      g_value_set_boolean (value, gtk_widget_get_visible (self->dismiss_button));
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, banner_get_action_name (GTK_ACTIONABLE (self)));
      break;
    case PROP_ACTION_TARGET:
      g_value_set_variant (value, banner_get_action_target_value (GTK_ACTIONABLE (self)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_banner_set_property (GObject *object,
                         guint prop_id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  TieBanner *self = TIE_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      tie_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      tie_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      tie_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    case PROP_DISMISSIBLE:
      gtk_widget_set_visible (self->dismiss_button, g_value_get_boolean (value));
      break;
    case PROP_ACTION_NAME:
      banner_set_action_name (GTK_ACTIONABLE (self), g_value_get_string (value));
      break;
    case PROP_ACTION_TARGET:
      banner_set_action_target_value (GTK_ACTIONABLE (self), g_value_get_variant (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_banner_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_banner_parent_class)->dispose (object);
}

static void
tie_banner_class_init (TieBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_banner_dispose;
  object_class->get_property = tie_banner_get_property;
  object_class->set_property = tie_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DISMISSIBLE] = g_param_spec_boolean ("dismissible", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_ACTION_NAME, "action-name");
  g_object_class_override_property (object_class, PROP_ACTION_TARGET, "action-target");

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", TIE_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[DISMISSED] = g_signal_new ("dismissed", TIE_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "tie-banner");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, TieBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, TieBanner, label);
  gtk_widget_class_bind_template_child (widget_class, TieBanner, button);
  gtk_widget_class_bind_template_child (widget_class, TieBanner, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_clicked_cb);
}

static void
tie_banner_init (TieBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_banner_new (const char *title)
{
  return g_object_new (TIE_TYPE_BANNER, "title", title, NULL);
}

const char *
tie_banner_get_title (TieBanner *self)
{
  g_return_val_if_fail (TIE_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->label);
}

void
tie_banner_set_title (TieBanner *self,
                      const char *title)
{
  g_return_if_fail (TIE_IS_BANNER (self));

  if (title == NULL)
    title = "";
  if (g_str_equal (gtk_label_get_label (self->label), title))
    return;
  gtk_label_set_label (self->label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
tie_banner_get_button_label (TieBanner *self)
{
  g_return_val_if_fail (TIE_IS_BANNER (self), NULL);

  return gtk_button_get_label (self->button);
}

void
tie_banner_set_button_label (TieBanner *self,
                             const char *label)
{
  g_return_if_fail (TIE_IS_BANNER (self));

  if (g_strcmp0 (gtk_button_get_label (self->button), label) == 0)
    return;
  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL && *label != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

gboolean
tie_banner_get_revealed (TieBanner *self)
{
  g_return_val_if_fail (TIE_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
tie_banner_set_revealed (TieBanner *self,
                         gboolean revealed)
{
  g_return_if_fail (TIE_IS_BANNER (self));

  if (gtk_revealer_get_reveal_child (self->revealer) == !!revealed)
    return;
  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
