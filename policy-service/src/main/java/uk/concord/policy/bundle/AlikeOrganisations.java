package uk.concord.policy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Organisations that nothing tells apart but their code and their name: the register says the same of each, names all of a group
 * in the same places, and neither the code nor the name stands in any other text of the register or of the rules. Exchanging two
 * of a group for each other everywhere leaves the register and the rules as they are, so an answer about one is the answer about
 * the other but for the code and the name in it. Nothing here knows what any rule reads.
 *
 * @param release the release whose rules were looked at
 * @param register the register's revision
 * @param byCode those that have others like them
 */
public record AlikeOrganisations(long release, long register, Map<String, Alike> byCode) {

    /** No two organisations are alike. */
    public static final AlikeOrganisations NONE = new AlikeOrganisations(0, 0, Map.of());

    private static final String ORGANISATIONS = "organisations";
    private static final String CODE = "ods_code";
    private static final String NAME = "name";

    /** Keeps the map from changes. */
    public AlikeOrganisations {
        byCode = Map.copyOf(byCode);
    }

    /**
     * One of them.
     *
     * @param group the same number for all that are alike
     */
    public record Alike(int group, String name) {}

    /** The organisation with this code, if there are others like it. */
    public Optional<Alike> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /**
     * Finds them.
     *
     * @param rules the release's files by path
     * @param data the register as the rules see it
     */
    static AlikeOrganisations in(long release, Map<String, String> rules, long register, JsonNode data) {
        Map<String, JsonNode> organisations = new TreeMap<>();
        data.path(ORGANISATIONS).properties().forEach(one -> organisations.put(one.getKey(), one.getValue()));
        Mentions mentions = new Mentions(organisations);
        mentions.lookAtRules(rules);
        mentions.lookAtRegister(data);

        Map<String, List<String>> groups = new TreeMap<>();
        organisations.forEach((code, organisation) -> mentions.places(code, name(organisation))
                .ifPresent(places -> groups.computeIfAbsent(said(organisation) + places, nothing -> new ArrayList<>())
                        .add(code)));
        Map<String, Alike> alike = new HashMap<>();
        int group = 0;
        for (List<String> codes : groups.values()) {
            if (codes.size() > 1) {
                group++;
                for (String code : codes) {
                    JsonNode organisation = Objects.requireNonNull(organisations.get(code));
                    alike.put(code, new Alike(group, name(organisation)));
                }
            }
        }
        return new AlikeOrganisations(release, register, alike);
    }

    private static String name(JsonNode organisation) {
        return organisation.path(NAME).asText();
    }

    // All that the register says of it but what it is called.
    private static String said(JsonNode organisation) {
        ObjectNode rest = organisation.deepCopy();
        rest.remove(List.of(NAME, CODE));
        return rest.toString();
    }

    /** Where codes and names stand. */
    private static final class Mentions {

        private final Map<String, JsonNode> organisations;
        private final Words words;
        private final Map<String, List<String>> places = new HashMap<>();
        private final Set<String> elsewhere = new HashSet<>();

        Mentions(Map<String, JsonNode> organisations) {
            this.organisations = organisations;
            Set<String> all = new HashSet<>(organisations.keySet());
            for (JsonNode organisation : organisations.values()) {
                // A name that two have is no name of one.
                if (!all.add(name(organisation))) {
                    elsewhere.add(name(organisation));
                }
            }
            this.words = new Words(all);
        }

        /** Where the register names it; nothing, if its code or name stands where it can't be exchanged for another's. */
        Optional<List<String>> places(String code, String name) {
            boolean apart = name.isEmpty() || elsewhere.contains(code) || elsewhere.contains(name);
            return apart
                    ? Optional.empty()
                    : Optional.of(places.getOrDefault(code, List.of()).stream()
                            .sorted()
                            .toList());
        }

        void lookAtRules(Map<String, String> rules) {
            rules.forEach((path, content) -> {
                note(path);
                note(content);
            });
        }

        void lookAtRegister(JsonNode data) {
            data.properties().forEach(kind -> {
                note(kind.getKey());
                if (kind.getKey().equals(ORGANISATIONS)) {
                    organisations.forEach(this::lookAtOrganisation);
                } else {
                    look(kind.getKey(), "", kind.getValue());
                }
            });
        }

        private void lookAtOrganisation(String code, JsonNode organisation) {
            noteBut(code, code);
            organisation.properties().forEach(member -> {
                note(member.getKey());
                switch (member.getKey()) {
                    case CODE -> noteBut(member.getValue().asText(), code);
                    case NAME -> noteBut(member.getValue().asText(), name(organisation));
                    default -> look(ORGANISATIONS + "/" + code + "/" + member.getKey(), "", member.getValue());
                }
            });
        }

        /**
         * @param element the element of a list that all this is part of: whoever is named in it is named with the rest of it
         */
        private void look(String place, String element, JsonNode node) {
            if (node.isObject()) {
                node.properties().forEach(member -> {
                    note(member.getKey());
                    look(place + "/" + member.getKey(), element, member.getValue());
                });
            } else if (node.isArray()) {
                // The order of a list means nothing to the rules.
                node.forEach(one -> look(place + "/*", element.isEmpty() ? one.toString() : element, one));
            } else if (node.isTextual() && organisations.containsKey(node.textValue())) {
                String code = node.textValue();
                places.computeIfAbsent(code, nothing -> new ArrayList<>())
                        .add(place + " " + element.replace('"' + code + '"', "itself"));
            } else {
                note(node.asText());
            }
        }

        private void note(String text) {
            elsewhere.addAll(words.in(text));
        }

        private void noteBut(String text, String own) {
            Set<String> found = words.in(text);
            found.remove(own);
            elsewhere.addAll(found);
        }
    }

    /** Finds which of many words stand in a text, anywhere in it, in one pass. */
    private static final class Words {

        private final Node root = new Node();

        Words(Collection<String> words) {
            for (String word : words) {
                Node node = root;
                for (int i = 0; i < word.length(); i++) {
                    node = node.next.computeIfAbsent(word.charAt(i), nothing -> new Node());
                }
                node.ends = !word.isEmpty();
            }
        }

        Set<String> in(String text) {
            Set<String> found = new HashSet<>();
            for (int from = 0; from < text.length(); from++) {
                Node node = root.next.get(text.charAt(from));
                for (int to = from + 1; node != null; to++) {
                    if (node.ends) {
                        found.add(text.substring(from, to));
                    }
                    node = to < text.length() ? node.next.get(text.charAt(to)) : null;
                }
            }
            return found;
        }

        private static final class Node {

            private final Map<Character, Node> next = new HashMap<>();
            private boolean ends;
        }
    }
}
