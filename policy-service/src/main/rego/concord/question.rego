# METADATA
# title: The question
# description: Names for what the other modules look at, so that each of them reads like its rule.
package concord.question

asked := input.facts.question

patient := input.facts.patient

at := time.parse_rfc3339_ns(input.at)

requester := data.register.organisations[asked.requester]

custodian := data.register.organisations[asked.custodian]

purpose := data.register.purposes[asked.purpose]

categories := {category | some category in asked.categories}

class(category) := data.register.categories[category].class

titles(ids) := [title | some id in sort(ids); title := data.register.categories[id].title]
