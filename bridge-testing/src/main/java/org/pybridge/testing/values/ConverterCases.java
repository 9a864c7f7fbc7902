package org.pybridge.testing.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pybridge.ConversionException;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;
import org.pybridge.testing.support.Raises;

/** What users taught a Python about types of their own. */
public abstract class ConverterCases extends ConversionCases {

    record Money(String currency, long cents) {}

    private static final TypeRef<Map<String, List<Money>>> PRICES = new TypeRef<>() {};

    private Python shop() {
        return fixture()
                .builder()
                .toPython(Money.class, money -> money.currency() + " " + money.cents())
                .fromPython(Money.class, value -> {
                    String[] parts = value.as(String.class).split(" ");
                    return new Money(parts[0], Long.parseLong(parts[1]));
                })
                .build();
    }

    @Test
    void aTypeCrossesAsItsConvertersSay() {
        try (Python shop = shop()) {
            Map<String, List<Money>> prices = Map.of("a", List.of(new Money("EUR", 150)));
            assertThat(shop.eval("{k: [m + '0' for m in v] for k, v in p.items()}", Map.of("p", prices))
                            .as(PRICES))
                    .isEqualTo(Map.of("a", List.of(new Money("EUR", 1500))));
        }
    }

    @Test
    void whatAConverterRefusesIsNamedByItsPath() {
        try (Python shop = shop()) {
            assertThat(Raises.assertRaises(
                                    () -> shop.eval("{'a': ['EUR 1', 'EUR x']}").as(PRICES), ConversionException.class)
                            .path())
                    .isEqualTo("$.a[1]");
        }
    }
}
