# METADATA
# title: Gaps
# description: Which gap an answer names, and who can close it. The first one in the order of the steps is told.
package concord.gap

import data.concord.claim
import data.concord.known
import data.concord.lawful
import data.concord.texts

missing := [name |
	some name in known.order
	known.gaps[name]
]

first := {"missing": slug(missing[0]), "text_key": missing[0], "parameters": known.gaps[missing[0]]}

first := {"missing": "sharing-agreement", "text_key": "sharing-agreement", "parameters": lawful.parties} if {
	known.all_known
	not claim.refused
	lawful.no_agreement
}

slug(name) := "organisation" if name in {"requester", "custodian"}

slug(name) := name if not name in {"requester", "custodian"}

told := {
	"missing": first.missing,
	"detail": texts.filled(data.concord.wording.gaps[first.text_key].detail, first.parameters),
	"supplied_by": data.concord.wording.gaps[first.text_key].supplied_by,
}
