# METADATA
# title: 1. Known? Who may claim the purpose
# description: >-
#   A purpose may be claimed by some roles only. The role is what the partner system says of its user; one that isn't said can't
#   claim such a purpose.
package concord.claim

import data.concord.known
import data.concord.question

limited if count(question.purpose.roles) > 0

# A rule of its own, because an undefined role inside a negation would leave the negation undefined, too.
may if question.asked.role in question.purpose.roles

refused if {
	known.all_known
	limited
	not may
}

reasons := [{"rule": "known", "effect": "deny", "text_key": key, "parameters": {
	"purpose": question.asked.purpose,
	"purpose_title": question.purpose.title,
	"roles": question.purpose.roles,
}} |
	refused
]

key := "known-role-may-not" if {
	is_string(question.asked.role)
} else := "known-role-missing"
