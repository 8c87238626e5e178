# METADATA
# title: 4. Sensitive?
# description: >-
#   Sensitive categories need what the purpose's rule says that they need: the agreement alone, the patient's own word for
#   this kind of information, or nothing opens them. A rule that isn't known opens nothing.
package concord.sensitive

import data.concord.lawful
import data.concord.question
import data.concord.said

asked_for contains category if {
	some category in lawful.open
	question.class(category) == "sensitive"
}

enough(_) if question.purpose.sensitive == "agreement"

enough(category) if {
	question.purpose.sensitive == "patient"
	category in said.asked_to_share
}

closed contains category if {
	some category in asked_for
	not enough(category)
}

told := closed - said.closed

reasons := [{
	"rule": "sensitive",
	"effect": "deny",
	"text_key": "sensitive-not-opened",
	"parameters": {
		"categories": sort(told),
		"category_titles": question.titles(told),
		"purpose": question.asked.purpose,
		"purpose_title": question.purpose.title,
	},
} |
	count(told) > 0
]
