package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.beans.ConstructorProperties;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.PyName;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** Objects of ordinary Java classes are dicts of their properties, and are made of them again, or refused with a reason. */
public abstract class JavaObjectCases extends ConversionCases {

    /** Getters and setters. */
    public static class Bean {
        private @Nullable String firstName;
        private int unitCount;
        private boolean active;
        private Optional<LocalDate> day = Optional.empty();
        private @Nullable Date changed;
        private Set<String> tags = Set.of();

        public @Nullable String getFirstName() {
            return firstName;
        }

        public void setFirstName(@Nullable String firstName) {
            this.firstName = firstName;
        }

        public int getUnitCount() {
            return unitCount;
        }

        public void setUnitCount(int unitCount) {
            if (unitCount < 0) {
                throw new IllegalArgumentException("negative");
            }
            this.unitCount = unitCount;
        }

        public boolean isActive() {
            return active;
        }

        public void setActive(boolean active) {
            this.active = active;
        }

        public Optional<LocalDate> getDay() {
            return day;
        }

        public void setDay(Optional<LocalDate> day) {
            this.day = day;
        }

        public @Nullable Date getChanged() {
            return changed;
        }

        public void setChanged(@Nullable Date changed) {
            this.changed = changed;
        }

        public Set<String> getTags() {
            return tags;
        }

        public void setTags(Set<String> tags) {
            this.tags = tags;
        }
    }

    /** Public fields. */
    public static class Fields {
        public @Nullable String firstName;
        public int unitCount;
        public List<Fields> parts = new ArrayList<>();
        static final String CONSTANT = "none of these";
    }

    /** A constructor whose parameters are annotated, or known. */
    public static final class Annotated extends Named {
        @JsonCreator
        public Annotated(@JsonProperty("firstName") String firstName, @JsonProperty("unitCount") int unitCount) {
            super(firstName, unitCount);
        }
    }

    /** A constructor as Lombok makes it. */
    public static final class Listed extends Named {
        @ConstructorProperties({"firstName", "unitCount"})
        public Listed(String a, int b) {
            super(a, b);
        }
    }

    /** A constructor of which only the class file tells the names. */
    public static final class Compiled extends Named {
        public Compiled(String firstName, int unitCount) {
            super(firstName, unitCount);
        }
    }

    /** What cannot be changed. */
    public abstract static class Named {
        private final String firstName;
        private final int unitCount;

        Named(String firstName, int unitCount) {
            this.firstName = firstName;
            this.unitCount = unitCount;
        }

        public String getFirstName() {
            return firstName;
        }

        public int getUnitCount() {
            return unitCount;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named named && firstName.equals(named.firstName) && unitCount == named.unitCount;
        }

        @Override
        public int hashCode() {
            return Objects.hash(firstName, unitCount);
        }
    }

    /** Generic, and made by its constructor. */
    public static final class Page<T> {
        private final List<T> items;

        public Page(List<T> items) {
            this.items = items;
        }

        public List<T> getItems() {
            return items;
        }
    }

    /** An entity: a hidden constructor and no setters. */
    public static class Entity {
        private @Nullable String firstName;
        private @Nullable Entity parent;

        protected Entity() {}

        static Entity of(String firstName, @Nullable Entity parent) {
            Entity entity = new Entity();
            entity.firstName = firstName;
            entity.parent = parent;
            return entity;
        }

        public @Nullable String getFirstName() {
            return firstName;
        }

        public @Nullable Entity getParent() {
            return parent;
        }
    }

    /** A record of which one component is annotated. */
    record Partly(
            @JsonProperty("the-id") long id,
            String firstName,
            @PyName("class") String kind) {}

    interface View {
        String getFirstName();

        boolean isActive();
    }

    sealed interface ResultMode permits Circle, Square {}

    record Circle(double radius) implements ResultMode {}

    record Square(double side) implements ResultMode {}

    private static Bean bean() {
        Bean bean = new Bean();
        bean.setFirstName("a");
        bean.setUnitCount(2);
        bean.setDay(Optional.of(LocalDate.EPOCH));
        bean.setChanged(new Date(5));
        bean.setTags(Set.of("x"));
        return bean;
    }

    @Test
    void aBeanIsADictOfItsProperties() {
        String condition =
                "x['firstName'] == 'a' and x['unitCount'] == 2 and x['active'] is False and x['day'].year == 1970"
                        + " and x['changed'].microsecond == 5000 and x['tags'] == {'x'} and len(x) == 6";
        assertThat(with(bean(), condition)).isEqualTo(true);
    }

    @Test
    void aBeanComesBackWithAllThatIsInIt() {
        assertThat(returned(bean(), new TypeRef<Bean>() {}))
                .usingRecursiveComparison()
                .isEqualTo(bean());
    }

    static Stream<Arguments> classes() {
        Fields fields = new Fields();
        fields.firstName = "a";
        fields.unitCount = 2;
        return Stream.of(
                arguments(fields),
                arguments(new Annotated("a", 2)),
                arguments(new Listed("a", 2)),
                arguments(new Compiled("a", 2)));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void anObjectIsADictOfWhatItShows(Object value) {
        assertThat(with(value, "x['firstName'] == 'a' and x['unitCount'] == 2")).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void anObjectComesBack(Object value) {
        assertThat((Object) python().eval("x", Map.of("x", value)).as(value.getClass()))
                .usingRecursiveComparison()
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(classes = {Bean.class, Fields.class, Annotated.class, Listed.class, Compiled.class})
    void keysAreTakenInEitherSpelling(Class<?> type) {
        for (String keys : List.of("'firstName': 'a', 'unitCount': 2", "'first_name': 'a', 'unit_count': 2")) {
            assertThat((Object) python().eval("{" + keys + ", 'unknown': 1}").as(type))
                    .as(keys)
                    .extracting("firstName", "unitCount")
                    .containsExactly("a", 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Bean.class,
                Fields.class,
                Annotated.class,
                Listed.class,
                Compiled.class,
                Entity.class,
                Partly.class
            })
    void aDictOfWhichNoKeyArrivesDoesNotFit(Class<?> type) {
        assertThat(misfit("[{'firstname': 'a', 'FIRST_NAME': 'b'}]", type.arrayType())
                        .path())
                .isEqualTo("$[0]");
    }

    @Test
    void theKeysThatAreThereAndThoseThatAreWantedAreNamed() {
        assertThat(misfit("{'firstname': 'a'}", Bean.class))
                .hasMessageContaining("firstname")
                .hasMessageContaining("first_name");
    }

    @Test
    void anEmptyDictIsABeanAsItIsNew() {
        assertThat(python().eval("{}").as(Bean.class))
                .usingRecursiveComparison()
                .isEqualTo(new Bean());
    }

    @Test
    void aMissingArgumentOfAConstructorDoesNotFit() {
        assertThat(misfit("{'firstName': 'a'}", Compiled.class)).hasMessageContaining("unit_count");
    }

    @Test
    void aGenericObjectHasTheTypesOfItsArguments() {
        Page<Fields> page = python().eval("{'items': [{'first_name': 'a'}]}").as(new TypeRef<Page<Fields>>() {});
        assertThat(page.getItems().get(0).firstName).isEqualTo("a");
        assertThat(misfit("{'items': [{'first_name': 1}]}", new TypeRef<Page<Fields>>() {})
                        .path())
                .isEqualTo("$.items[0].firstName");
    }

    @Test
    void anEntityWithoutSettersComesBack() {
        Entity child = Entity.of("child", Entity.of("parent", null));
        assertThat(with(child, "x['parent']['firstName']")).isEqualTo("parent");
        assertThat(returned(child, new TypeRef<Entity>() {}))
                .usingRecursiveComparison()
                .isEqualTo(child);
    }

    @Test
    void anAnnotatedRecordKeepsPythonsSpellingOfItsOtherComponents() {
        Partly partly = new Partly(1, "a", "b");
        assertThat(with(partly, "x == {'the-id': 1, 'first_name': 'a', 'class': 'b'}"))
                .isEqualTo(true);
        assertThat(returned(partly, new TypeRef<Partly>() {})).isEqualTo(partly);
        assertThat(python().eval("{'the-id': 1, 'firstName': 'a', 'class': 'b'}")
                        .as(Partly.class))
                .isEqualTo(partly);
    }

    @Test
    void aProxyThatOnlyGivesDataIsADict() {
        InvocationHandler data =
                (proxy, method, arguments) -> method.getName().equals("isActive") ? (Object) true : "a";
        Object view = Proxy.newProxyInstance(View.class.getClassLoader(), new Class<?>[] {View.class}, data);
        assertThat(with(view, "x == {'firstName': 'a', 'active': True}")).isEqualTo(true);
    }

    @Test
    void aDataclassIsReadAsAnyOfThem() {
        String code =
                "import dataclasses\n@dataclasses.dataclass\nclass D:\n  first_name: str\n  unit_count: int\nlambda: D('a', 2)";
        assertThat(called(code, new TypeRef<Compiled>() {})).isEqualTo(new Compiled("a", 2));
        assertThat(called(code, new TypeRef<Fields>() {}).unitCount).isEqualTo(2);
    }

    @Test
    void aSealedInterfaceSaysWhatItNeeds() {
        assertThat(misfit("{'radius': 1.0}", ResultMode.class))
                .hasMessageContaining("sealed")
                .hasMessageContaining("@JsonTypeInfo");
        assertThat(with(new Circle(1), "x")).isEqualTo(Map.of("radius", 1.0));
    }

    @Test
    void aSetterThatThrowsIsNamedByItsPath() {
        ConversionException misfit = misfit("[{'unit_count': -1}]", Bean[].class);
        assertThat(misfit.path()).isEqualTo("$[0].unitCount");
        assertThat(misfit).hasMessageContaining("negative");
    }

    @Test
    void aCycleIsNamedByAShortPath() {
        Entity loop = Entity.of("loop", null);
        loop.parent = loop;
        assertThat(refused(loop).path()).startsWith("$.x.parent.parent").hasSizeLessThan(750);
    }

    @Test
    void aValueDeepInsideThatHasNoFormIsNamedByItsPath() {
        Fields fields = new Fields();
        fields.parts.add(new Fields());
        Map<String, Object> value = Map.of("a", new Page<>(List.of(fields, new Thread())));
        assertThat(refused(value).path()).isEqualTo("$.x.a.items[1]");
    }

    @Test
    void anObjectThatIsNoDictIsNamedByItsTypeInPython() {
        assertThat(misfit("class Cat: pass\n[Cat()]", Bean[].class))
                .hasMessageContaining("Cat")
                .extracting(ConversionException::path)
                .isEqualTo("$[0]");
    }
}
