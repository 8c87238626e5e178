# METADATA
# title: 3. and 4. Overriding public interest
# description: >-
#   A named basis on the register, with its author, justification and review date, opens what the patient or the sensitive rule
#   closed, for the parties, purposes and categories that it names (seventh Caldicott principle). It isn't break-glass, no
#   objection blocks it, and it opens nothing that isn't known or isn't lawful.
package concord.publicinterest

import data.concord.lawful
import data.concord.period
import data.concord.question
import data.concord.said
import data.concord.sensitive

named if is_string(question.asked.basis)

basis := data.register.public_interest_bases[question.asked.basis]

holds if {
	lawful.party(basis.custodians, question.asked.custodian)
	lawful.party(basis.requesters, question.asked.requester)
	question.asked.purpose in basis.purposes
	period.holds(basis)
}

opened contains category if {
	holds
	some category in (said.closed | sensitive.closed)
	category in basis.categories
}

# Closed all the same, though the caller named a basis.
left := (said.closed | sensitive.closed) - opened

reasons := array.concat(
	[{"rule": "public-interest", "effect": "permit", "text_key": "public-interest-opened", "parameters": {
		"basis": question.asked.basis,
		"title": basis.title,
		"categories": sort(opened),
		"category_titles": question.titles(opened),
	}} |
		count(opened) > 0
	],
	[{"rule": "public-interest", "effect": "deny", "text_key": "public-interest-not-covered", "parameters": {
		"basis": question.asked.basis,
		"categories": sort(left),
		"category_titles": question.titles(left),
	}} |
		named
		count(left) > 0
	],
)

obligations := [{"id": "review", "type": "custom", "properties": {"action": "review"}} | count(opened) > 0]

turns := period.turns([basis | named])
