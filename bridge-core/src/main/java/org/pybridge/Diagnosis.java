package org.pybridge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What {@link Python#diagnose} found: facts in sections, and advice where something could be better. {@code toString} is a report to read.
 * Immutable.
 *
 * @param sections the facts
 * @param advice what to do, one sentence or more each; empty when there is nothing
 */
public record Diagnosis(List<Section> sections, List<String> advice) {
    /** A diagnosis of nothing. */
    public static final Diagnosis EMPTY = new Diagnosis(List.of(), List.of());

    /**
     * Facts about one thing.
     *
     * @param title what they are about, in one word
     * @param facts by name, in order
     */
    public record Section(String title, Map<String, String> facts) {

        /** Copies the facts. */
        public Section {
            Objects.requireNonNull(title, "title");
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }

        /**
         * Gives a fact.
         *
         * @param name its name
         * @return what was found
         * @throws NoSuchElementException when there is none of that name
         */
        public String fact(String name) {
            String found = facts.get(name);
            if (found == null) {
                throw new NoSuchElementException(
                        "\"" + title + "\" has no fact \"" + name + "\", but " + facts.keySet());
            }
            return found;
        }

        @Override
        public String toString() {
            int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
            return facts.entrySet().stream()
                    .map(fact -> "  " + fact.getKey()
                            + " ".repeat(width - fact.getKey().length()) + "  "
                            + fact.getValue().replace("\n", "\n" + " ".repeat(width + 4)))
                    .collect(Collectors.joining("\n", title + "\n", "\n"));
        }
    }

    /** Copies the lists. */
    public Diagnosis {
        sections = List.copyOf(sections);
        advice = List.copyOf(advice);
    }

    /**
     * Finds a section.
     *
     * @param title its title
     * @return the section
     * @throws NoSuchElementException when there is none of that title
     */
    public Section section(String title) {
        return sections.stream()
                .filter(section -> section.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no section \"" + title + "\", but "
                        + sections.stream().map(Section::title).toList()));
    }

    /**
     * Adds another diagnosis.
     *
     * @param other what follows
     * @return both
     */
    public Diagnosis and(Diagnosis other) {
        List<Section> allSections = new ArrayList<>(sections);
        allSections.addAll(other.sections);
        List<String> allAdvice = new ArrayList<>(advice);
        allAdvice.addAll(other.advice);
        return new Diagnosis(allSections, allAdvice);
    }

    @Override
    public String toString() {
        String facts = sections.stream().map(Section::toString).collect(Collectors.joining("\n"));
        return advice.isEmpty()
                ? facts
                : facts
                        + advice.stream()
                                .map(line -> "  - " + line)
                                .collect(Collectors.joining("\n", "\nadvice\n", "\n"));
    }
}
