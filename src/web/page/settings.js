// The form for how the table looks.

import { element, give, renew } from "./dom.js";
import { words } from "./words.js";

/** `choose` is told how a choice changes what is chosen when its turn comes. */
export function render(place, { settings }, choose) {
  const own = words();
  const put = (change) => choose((chosen) => ({ ...chosen, ...change }));
  const field = (id, label, control, hint) =>
    element("div", { class: "field" }, element("label", { for: id }, label), control, hint ? element("span", { class: "faint" }, hint) : null);
  const text = (id, name) => {
    const input = element("input", { type: "text", id, maxlength: "200" });
    input.addEventListener("change", () => put({ [name]: input.value }));
    return give(input, settings[name]);
  };
  const radios = (name, legend, choices) =>
    element("fieldset", { class: "field" }, element("legend", {}, legend), choices.map(([value, label]) => {
      const radio = element("input", { type: "radio", name, value, id: `${name}-${value}` });
      radio.checked = settings[name] === value;
      radio.addEventListener("change", () => put({ [name]: value }));
      return element("label", { class: "choice" }, radio, label);
    }));
  const box = (name, label) => {
    const input = element("input", { type: "checkbox", id: name });
    input.checked = settings[name];
    input.addEventListener("change", () => put({ [name]: input.checked }));
    return element("label", { class: "choice" }, input, label);
  };
  const profile = element("select", { id: "profile" },
    settings.profiles.map(([name, about]) => element("option", { value: name }, `${about}`)));
  give(profile, settings.profile);
  // A profile brings its own titles, labels and habits.
  profile.addEventListener("change", () => choose(({ lang, hide_renumbering, hide_consequential }) => ({ lang, profile: profile.value, hide_renumbering, hide_consequential })));
  renew(place,
    field("profile", own.profile, profile),
    field("set-title", own.title, text("set-title", "title"), own.title_hint),
    radios("columns", own.columns, [["new-old", own.new_old], ["old-new", own.old_new]]),
    element("div", { class: "two" },
      field("set-new", own.label_new, text("set-new", "label_new")), field("set-old", own.label_old, text("set-old", "label_old"))),
    radios("unchanged", own.unchanged, [["fold", own.fold], ["hide", own.hide], ["show", own.show_all]]),
    radios("fold", own.level, [["section", own.level_section], ["sentence", own.level_sentence], ["none", own.level_none]]),
    element("div", { class: "field" }, box("hide_renumbering", own.hide_renumbering), box("hide_consequential", own.hide_consequential)));
}
