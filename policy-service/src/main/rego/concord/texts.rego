# METADATA
# title: Texts
# description: >-
#   Puts a reason into plain English, once for a patient and once for staff. The wording is data of the release
#   (data.concord.wording), so that it is reviewed and approved with the rules.
package concord.texts

# A module for another type of resource may bring its own words.
told(reason) := reason if {
	is_object(reason.texts)
} else := object.union(reason, {"texts": {
	"patient": filled(data.concord.wording.reasons[reason.text_key].patient, reason.parameters),
	"staff": filled(data.concord.wording.reasons[reason.text_key].staff, reason.parameters),
}})

filled(template, parameters) := strings.replace_n(
	{placeholder: words |
		some name, value in parameters
		placeholder := concat("", ["{", name, "}"])
		words := as_words(value)
	},
	template,
)

as_words(value) := value if {
	is_string(value)
} else := concat(", ", value)
