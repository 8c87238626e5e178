# METADATA
# title: 6. Outcome
# description: >-
#   All that was asked for: permit. None of it: deny. Some: permit with the obligation to redact the rest, but only to a
#   caller that said it can redact; to any other deny, naming what it may ask for, because a caller that reads only the
#   boolean must never be told yes to everything.
package concord.outcome

import data.concord.breakglass
import data.concord.claim
import data.concord.known
import data.concord.lawful
import data.concord.publicinterest
import data.concord.question
import data.concord.said
import data.concord.sensitive
import data.concord.types

closed_by_choice := (said.closed | sensitive.closed) - publicinterest.opened

permitted contains category if {
	known.all_known
	not claim.refused
	not breakglass.needed
	some category in (lawful.open - closed_by_choice)
}

permitted contains category if {
	known.all_known
	not claim.refused
	breakglass.granted
	some category in lawful.open
}

withheld := question.categories - permitted

can_redact if "redact" in question.asked.supported_obligations

default decision := false

decision if {
	count(permitted) > 0
	count(withheld) == 0
}

decision if {
	count(permitted) > 0
	can_redact
}

decision if types.permitted

name := "permit" if decision

name := "deny" if not decision

redaction := [{"id": "redact", "type": "custom", "properties": {"action": "redact", "categories": sort(withheld)}} |
	decision
	count(withheld) > 0
]

obligations := array.concat(redaction, [duty | decision; some duty in duties])

duties := breakglass.obligations if breakglass.needed

duties := publicinterest.obligations if not breakglass.needed

parts := {
	"categories": sort(permitted),
	"category_titles": question.titles(permitted),
	"withheld": sort(withheld),
	"withheld_titles": question.titles(withheld),
}

reasons := array.concat(
	[{"rule": "outcome", "effect": "permit", "text_key": "outcome-redact", "parameters": parts} |
		count(redaction) > 0
	],
	[{"rule": "outcome", "effect": "deny", "text_key": "outcome-cannot-redact", "parameters": parts} |
		not decision
		count(permitted) > 0
	],
)
