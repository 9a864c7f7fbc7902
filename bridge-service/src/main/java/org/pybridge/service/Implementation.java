package org.pybridge.service;

import com.google.protobuf.Descriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pybridge.Call;
import org.pybridge.TypeRef;
import org.pybridge.internal.support.SnakeCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up what Python has for the methods of a service. */
final class Implementation {
    private static final Logger LOG = LoggerFactory.getLogger(PythonService.class);

    private Implementation() {}

    static List<PythonMethod> load(
            ServiceRuntime runtime, Descriptors.ServiceDescriptor service, String where, MessageForm form) {
        List<Descriptors.MethodDescriptor> methods = service.getMethods();
        List<@Nullable Object> told = runtime.call(Call.of(ServiceRuntime.MODULE + ":describe")
                .with(where, methods.stream().map(Implementation::names).toList(), wanted(methods, form))
                .returning(new TypeRef<List<@Nullable Object>>() {}));
        boolean classes = usesClasses(service, form, (String) told.get(1));
        List<?> described = (List<?>) told.get(0);
        List<PythonMethod> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            if (described.get(i) instanceof List<?> one) {
                found.add(PythonMethod.of(methods.get(i), where, (String) one.get(0), (Boolean) one.get(1), classes));
            } else {
                missing.add(String.join(" or ", names(methods.get(i))));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(where + " does not implement " + service.getFullName() + "; it lacks\n  "
                    + String.join("\n  ", missing));
        }
        return found;
    }

    private static List<String> names(Descriptors.MethodDescriptor method) {
        return List.of(method.getName(), SnakeCase.of(method.getName()));
    }

    private static List<String> wanted(List<Descriptors.MethodDescriptor> methods, MessageForm form) {
        return form == MessageForm.DICTS
                ? List.of()
                : methods.stream()
                        .flatMap(method -> Stream.of(method.getInputType(), method.getOutputType()))
                        .map(PythonNames::entryPoint)
                        .distinct()
                        .toList();
    }

    private static boolean usesClasses(
            Descriptors.ServiceDescriptor service, MessageForm form, @Nullable String missing) {
        if (form == MessageForm.DICTS) {
            return false;
        }
        if (missing == null) {
            LOG.info("{}: messages are generated classes in Python", service.getFullName());
            return true;
        }
        if (form == MessageForm.CLASSES) {
            throw new IllegalStateException("the generated classes of " + service.getFullName()
                    + " cannot be imported (" + missing
                    + "); generate them by protoc --python_out and install protobuf, "
                    + "or say messages(MessageForm.DICTS)");
        }
        LOG.info(
                "{}: messages are dicts in Python, because there are no generated classes ({})",
                service.getFullName(),
                missing);
        return false;
    }
}
