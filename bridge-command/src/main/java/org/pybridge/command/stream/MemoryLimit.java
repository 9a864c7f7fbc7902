package org.pybridge.command.stream;

/**
 * How much of an output may be held in memory, and what happens to more.
 *
 * @param size bytes of a whole output, or characters of one line
 * @param cuts true when more is dropped, false when more is an error
 */
public record MemoryLimit(int size, boolean cuts) {

    /** Says how much of a piece still fits; more is an error, unless this limit cuts. */
    int room(int used, int wanted) {
        return Math.min(size - used, wanted);
    }

    /** Reports that something did not fit. */
    void reached() {
        if (!cuts) {
            throw new LimitReachedException();
        }
    }
}
