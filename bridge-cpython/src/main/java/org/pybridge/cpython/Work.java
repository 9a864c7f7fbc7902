package org.pybridge.cpython;

import org.pybridge.Output;
import org.pybridge.internal.support.DiagnosticContext;

/**
 * What a thread that Python starts takes over from the one that started it.
 *
 * @param interpreter whose call started it
 * @param output where that call prints
 * @param context what SLF4J's diagnostic context held there
 */
record Work(CPythonInterpreter interpreter, Output output, DiagnosticContext context) {}
