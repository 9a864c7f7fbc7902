package org.pybridge.cpython;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Java's strings and Python's, which are read and written in place. A surrogate without its other half is the same character in both. */
final class Texts {
    private static final int LARGEST_ASCII = 0x7F;
    private static final int LARGEST_LATIN1 = 0xFF;

    /** Up to here, a loop is faster than a copy of a block. */
    private static final int SHORT = 24;

    private Texts() {}

    /** Makes a str, a new reference. */
    static long make(String text, Scratch scratch) {
        int length = text.length();
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= text.charAt(i);
        }
        if (bits > LARGEST_LATIN1) {
            return wide(text);
        }
        if (length <= 1) {
            return single(text, scratch);
        }
        boolean ascii = bits <= LARGEST_ASCII;
        long made = PythonRaised.required(ValueApi.newText(length, ascii ? LARGEST_ASCII : LARGEST_LATIN1));
        write(text, made + (ascii ? ObjectLayout.ASCII_UNITS : ObjectLayout.UNITS));
        return made;
    }

    /** Of each of these there is one only. */
    private static long single(String text, Scratch scratch) {
        long mark = scratch.mark();
        long unit = scratch.take(1);
        if (!text.isEmpty()) {
            NativeMemory.putByte(unit, (byte) text.charAt(0));
        }
        long made = ValueApi.text(1, unit, text.length());
        scratch.release(mark);
        return PythonRaised.required(made);
    }

    private static void write(String text, long units) {
        int length = text.length();
        if (length <= SHORT) {
            for (int i = 0; i < length; i++) {
                NativeMemory.putByte(units + i, (byte) text.charAt(i));
            }
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            MemorySegment.copy(bytes, 0, NativeMemory.ALL, JAVA_BYTE, units, length);
        }
    }

    private static long wide(String text) {
        if (text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            int[] points = text.codePoints().toArray();
            return copied(MemorySegment.ofArray(points), Integer.BYTES, points.length);
        }
        char[] units = text.toCharArray();
        return copied(MemorySegment.ofArray(units), Character.BYTES, units.length);
    }

    private static long copied(MemorySegment units, int kind, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(units.byteSize(), Integer.BYTES);
            copy.copyFrom(units);
            return PythonRaised.required(ValueApi.text(kind, copy.address(), length));
        }
    }

    /** Reads a str. */
    static String read(long text) {
        int length = Math.toIntExact(NativeMemory.getLong(text + ObjectLayout.SIZE));
        int state = NativeMemory.getInt(text + ObjectLayout.TEXT_STATE) & ObjectLayout.TEXT_MASK;
        if (state == ObjectLayout.ASCII) {
            return latin1(text + ObjectLayout.ASCII_UNITS, length);
        }
        long units = text + ObjectLayout.UNITS;
        if (state == ObjectLayout.LATIN1) {
            return latin1(units, length);
        }
        return state == ObjectLayout.TWO_BYTES ? twoBytes(units, length) : fourBytes(units, length);
    }

    private static String latin1(long units, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(NativeMemory.ALL, JAVA_BYTE, units, bytes, 0, length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String twoBytes(long units, int length) {
        char[] chars = new char[length];
        MemorySegment.copy(NativeMemory.ALL, JAVA_CHAR_UNALIGNED, units, chars, 0, length);
        return new String(chars);
    }

    private static String fourBytes(long units, int length) {
        int[] points = new int[length];
        MemorySegment.copy(NativeMemory.ALL, JAVA_INT_UNALIGNED, units, points, 0, length);
        return new String(points, 0, length);
    }
}
