package org.pybridge.internal.object;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pybridge.PyName;
import org.pybridge.internal.convert.type.PythonName;

/** What a Python callable takes, as {@code inspect.signature} tells, and whether a Java method can call it. Immutable. */
final class PythonSignature {

    /** One parameter, with the kind's name in {@code inspect}. */
    private record Accepted(String name, String kind, boolean hasDefault) {
        boolean isPositional() {
            return kind.equals("POSITIONAL_ONLY") || kind.equals("POSITIONAL_OR_KEYWORD");
        }

        boolean isNamed() {
            return kind.equals("KEYWORD_ONLY") || kind.equals("POSITIONAL_OR_KEYWORD");
        }

        boolean isRequired() {
            return !hasDefault && (isPositional() || kind.equals("KEYWORD_ONLY"));
        }
    }

    private final String name;
    private final boolean isValue;
    private final @Nullable List<Accepted> accepted;

    private PythonSignature(String name, boolean isValue, @Nullable List<Accepted> accepted) {
        this.name = name;
        this.isValue = isValue;
        this.accepted = accepted;
    }

    /**
     * Matches a method with what the runtime's {@code member} told: any of its signatures will do.
     *
     * @throws IllegalArgumentException when there is no such member, or the method does not match its first signature and no other
     */
    static List<BoundParameter> match(List<?> member, String name, Method method) {
        if (member.get(0).equals("missing")) {
            throw new IllegalArgumentException(missing(name, (List<?>) Objects.requireNonNull(member.get(1))));
        }
        if (!(member.get(1) instanceof List<?> signatures)) {
            return new PythonSignature(name, member.get(0).equals("value"), null).match(method);
        }
        IllegalArgumentException mismatch = null;
        for (Object signature : signatures) {
            try {
                return of((List<?>) signature, name).match(method);
            } catch (IllegalArgumentException other) {
                mismatch = mismatch == null ? other : mismatch;
            }
        }
        throw Objects.requireNonNull(mismatch);
    }

    private static String missing(String name, List<?> alike) {
        String found = alike.stream()
                .map(each -> "'" + each + "' is there, @PyName(\"" + each + "\") takes it")
                .collect(Collectors.joining("; "));
        return "there is no '" + name + "' in Python" + (found.isEmpty() ? "" : "; " + found);
    }

    private static PythonSignature of(List<?> parameters, String name) {
        List<Accepted> accepted = new ArrayList<>();
        for (Object each : parameters) {
            List<?> parts = (List<?>) each;
            accepted.add(new Accepted((String) parts.get(0), (String) parts.get(1), (boolean) parts.get(2)));
        }
        return new PythonSignature(name, false, accepted);
    }

    /** Matches a method's parameters one by one; says everything that is wrong at once. */
    private List<BoundParameter> match(Method method) {
        List<String> wrong = new ArrayList<>();
        List<BoundParameter> bound = new ArrayList<>();
        List<Accepted> open = accepted == null ? new ArrayList<>() : new ArrayList<>(accepted);
        for (Parameter parameter : method.getParameters()) {
            bound.add(bind(parameter, open, wrong));
        }
        open.stream()
                .filter(Accepted::isRequired)
                .forEach(missing -> wrong.add("'" + missing.name() + "' of Python's " + this + " is not passed"));
        if (isValue && method.getParameterCount() > 0) {
            wrong.add("'" + name + "' is no function in Python, so the method cannot have parameters");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return List.copyOf(bound);
    }

    private BoundParameter bind(Parameter parameter, List<Accepted> open, List<String> wrong) {
        PyName given = parameter.getAnnotation(PyName.class);
        boolean optional = parameter.getType() == Optional.class;
        if (parameter.isVarArgs()) {
            if (accepted != null
                    && open.stream().noneMatch(p -> p.kind().equals("VAR_POSITIONAL") || p.isPositional())) {
                wrong.add("Python's " + this + " has no *args for '" + parameter.getName() + "'");
            }
            open.removeIf(Accepted::isPositional);
            return new BoundParameter(parameter.getName(), false, false, true);
        }
        if (given != null) {
            if (accepted != null && !take(open, given.value())) {
                wrong.add("Python's " + this + " has no parameter named '" + given.value() + "'");
            }
            return new BoundParameter(given.value(), true, optional, false);
        }
        Optional<Accepted> next = open.stream().filter(Accepted::isPositional).findFirst();
        next.ifPresent(open::remove);
        if (next.isEmpty()
                && accepted != null
                && open.stream().noneMatch(p -> p.kind().equals("VAR_POSITIONAL"))) {
            wrong.add("Python's " + this + " takes no further positional argument for '" + parameter.getName() + "'");
        }
        if (optional && next.isPresent() && !next.get().hasDefault()) {
            wrong.add("'" + next.get().name() + "' of Python's " + this + " has no default, so it cannot be Optional");
        }
        String pythonName = next.map(Accepted::name).orElseGet(() -> PythonName.of(parameter));
        return new BoundParameter(pythonName, false, optional, false);
    }

    private static boolean take(List<Accepted> open, String wanted) {
        Optional<Accepted> found = open.stream()
                .filter(p -> p.isNamed() && p.name().equals(wanted))
                .findFirst();
        found.ifPresent(open::remove);
        return found.isPresent() || open.stream().anyMatch(p -> p.kind().equals("VAR_KEYWORD"));
    }

    @Override
    public String toString() {
        if (accepted == null) {
            return name + "(...)";
        }
        return name
                + accepted.stream()
                        .map(PythonSignature::text)
                        .toList()
                        .toString()
                        .replace('[', '(')
                        .replace(']', ')');
    }

    private static String text(Accepted parameter) {
        String stars = switch (parameter.kind()) {
            case "VAR_POSITIONAL" -> "*";
            case "VAR_KEYWORD" -> "**";
            default -> "";
        };
        return stars + parameter.name() + (parameter.hasDefault() ? "=..." : "");
    }
}
