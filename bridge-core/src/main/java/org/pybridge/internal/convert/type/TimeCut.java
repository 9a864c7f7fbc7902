package org.pybridge.internal.convert.type;

import java.util.function.Supplier;
import org.pybridge.ConversionException;
import org.pybridge.TimePrecision;

/**
 * Cuts off the digits of a time that the other side does not keep, or refuses them. Immutable.
 *
 * @param precision which of the two
 */
public record TimeCut(TimePrecision precision) {

    /**
     * Gives a time with the digits that are kept.
     *
     * @param time the time
     * @param cut the time without the other digits
     * @param misfit says why it is refused
     */
    public <T> T of(T time, T cut, Supplier<ConversionException> misfit) {
        if (precision == TimePrecision.EXACT && !time.equals(cut)) {
            throw misfit.get();
        }
        return cut;
    }
}
