package uk.concord.policy.release;

import java.util.SortedMap;

/** The files of a release by path: Rego modules, and data as {@code data.json}. */
public record ReleaseFiles(long number, SortedMap<String, String> files) {}
