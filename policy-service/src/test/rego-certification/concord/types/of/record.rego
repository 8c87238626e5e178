# METADATA
# title: Records of the certification scenario of AuthZEN
# description: A small type of resource, as a release may bring one. It is for tests and doesn't ship.
package concord.types.of.record

resource_type := "record"

members := input.facts.members

users := {"alice", "bob"}

stored := {"record-1": "active", "record-2": "archived"}

known if {
	members.subject.type == "user"
	members.subject.id in users
	stored[members.resource.id]
}

status := members.resource.properties.status if {
	members.resource.properties.status
} else := stored[members.resource.id]

default decision := false

decision if {
	known
	members.action.name == "read"
}

decision if {
	known
	members.action.name == "write"
	members.subject.id == "alice"
	status == "active"
}

decision if {
	known
	members.action.name == "write"
	members.subject.properties.role == "admin"
	status == "archived"
}

decision if {
	known
	members.action.name == "delete"
	members.subject.id == "alice"
	members.action.properties.soft == true
}

effect := "permit" if decision

effect := "deny" if not decision

reasons := [{
	"rule": "record",
	"effect": effect,
	"text_key": concat("-", ["record", effect]),
	"parameters": {},
	"texts": {"patient": "This is about a record of a test.", "staff": "This is about a record of a test."},
}]

candidates := {
	"subject": [{"type": "user", "id": user} | some user in sort(users)],
	"resource": [{"type": "record", "id": id} | some id in sort(object.keys(stored))],
	"action": [{"name": name} | some name in ["delete", "read", "write"]],
}
