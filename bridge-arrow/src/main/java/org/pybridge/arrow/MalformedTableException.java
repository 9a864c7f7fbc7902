package org.pybridge.arrow;

/** The bytes of a table are not what Arrow's format says. */
final class MalformedTableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedTableException(String message) {
        super(message);
    }

    private MalformedTableException(String message, Throwable cause) {
        super(message, cause);
    }

    static MalformedTableException inColumn(String column, Throwable cause) {
        String what = cause instanceof MalformedTableException || cause instanceof IllegalArgumentException
                ? cause.getMessage()
                : "its memory is not what its metadata says: " + cause;
        return new MalformedTableException("column \"" + column + "\": " + what, cause);
    }

    static MalformedTableException ofMetadata(RuntimeException cause) {
        return new MalformedTableException("its metadata is damaged: " + cause, cause);
    }
}
