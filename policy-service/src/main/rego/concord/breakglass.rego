# METADATA
# title: 5. Break-glass
# description: >-
#   A purpose that needs a grant is answered only under one that holds now. It opens what the patient or the sensitive rule
#   closed, never what isn't known or isn't lawful, and obliges to tell the patient and to review.
# schemas:
#   - input: schema.facts
package concord.breakglass

import data.concord.period
import data.concord.question

needed if question.purpose.needs_grant

# Half-open like a period, but without an end that can be read there is no grant.
granted if {
	needed
	question.at < time.parse_rfc3339_ns(input.facts.grant.until)
}

refused if {
	needed
	not granted
}

reasons := array.concat(
	[{"rule": "break-glass", "effect": "deny", "text_key": "break-glass-no-grant", "parameters": {}} | refused],
	[{
		"rule": "break-glass",
		"effect": "permit",
		"text_key": "break-glass-granted",
		"parameters": {"until": input.facts.grant.until},
	} |
		granted
	],
)

obligations := [{"id": action, "type": "custom", "properties": {"action": action}} |
	granted
	some action in ["notify-patient", "review"]
]

turns := period.turns([input.facts.grant | granted])
