package org.pybridge.examples.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void theDefaultTakesTheLargestCitiesAndSampleQueries() {
        Options options = Options.parse();

        assertThat(options.cities()).contains(6000);
        assertThat(options.queries()).isNotEmpty();
    }

    @Test
    void allTakesEveryCity() {
        assertThat(Options.parse("--all").cities()).isEmpty();
    }

    @Test
    void aQueryHasANameACountryAndAPopulation() {
        assertThat(Options.parse("san*,us,500000").queries())
                .containsExactly(new CityQuery("san", false, Optional.of("US"), Optional.of(500_000L)));
    }

    @Test
    void aTildeAsksForSimilarNames() {
        assertThat(CityQuery.parse("munchn~"))
                .isEqualTo(new CityQuery("munchn", true, Optional.empty(), Optional.empty()));
    }

    @Test
    void nonsenseIsAnErrorThatNamesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--al"))
                .withMessageContaining("--al");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--cities", "many"))
                .withMessageContaining("many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("*,DE,few"))
                .withMessageContaining("few");
    }
}
