package org.pybridge.internal;

import java.util.Map;
import org.pybridge.Script;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** The functions of the Python runtime and the builtins that core calls. */
final class RuntimeFunctions {
    static final EntryPoint EVALUATE = scripts("evaluate");
    static final EntryPoint RUN = scripts("run");
    static final EntryPoint OPEN_NAMESPACE = scripts("open_namespace");
    static final EntryPoint CLOSE_NAMESPACE = scripts("close_namespace");
    static final EntryPoint RESTORE_SETTINGS = EntryPoint.of("_pybridge_settings:restore");
    static final EntryPoint TAKE_SETTINGS = EntryPoint.of("_pybridge_settings:take");
    static final EntryPoint OFFER_MODULES = EntryPoint.of("_pybridge_modules:offer");
    static final EntryPoint IMPORT_ALL = runtime("import_all");
    static final EntryPoint RESOLVE = runtime("resolve");
    static final EntryPoint MEMBER_OF = runtime("member_of");
    static final EntryPoint MEMBER = runtime("member");
    static final EntryPoint ATTRIBUTE = runtime("attribute");
    static final EntryPoint CALL_METHOD = runtime("call_method");
    static final EntryPoint TYPE_NAME = runtime("type_name_of");
    static final EntryPoint ITSELF = runtime("itself");
    static final EntryPoint CONTAINS = runtime("contains");
    static final EntryPoint EQUAL = runtime("equal");
    static final EntryPoint START = runtime("start");
    static final EntryPoint ADVANCE = runtime("advance");
    static final EntryPoint HAS_NEXT = runtime("has_next");
    static final EntryPoint POP = runtime("pop");
    static final EntryPoint NEW_BOX = runtime("new_box");
    static final EntryPoint STOP = runtime("stop");
    static final EntryPoint ENTER = runtime("enter");
    static final EntryPoint LEAVE = runtime("leave");
    static final EntryPoint DIRECTORY = runtime("directory");
    static final EntryPoint NUMBER = runtime("number");
    static final EntryPoint ELEMENTS = runtime("elements");
    static final EntryPoint DESCRIBE_BUFFER = buffers("describe");
    static final EntryPoint BUFFER_CONTENT = buffers("content");
    static final EntryPoint FILL_BUFFER = buffers("fill");
    static final EntryPoint STORE_BUFFER = buffers("store");
    static final EntryPoint CALL_ALL = runtime("call_all");
    static final EntryPoint RAISE = runtime("raise_error");
    static final EntryPoint SET_ATTRIBUTE = EntryPoint.of("builtins:setattr");
    static final EntryPoint DELETE_ATTRIBUTE = EntryPoint.of("builtins:delattr");
    static final EntryPoint HAS_ATTRIBUTE = EntryPoint.of("builtins:hasattr");
    static final EntryPoint GET_ITEM = EntryPoint.of("operator:getitem");
    static final EntryPoint SET_ITEM = EntryPoint.of("operator:setitem");
    static final EntryPoint DELETE_ITEM = EntryPoint.of("operator:delitem");
    static final EntryPoint LENGTH = EntryPoint.of("builtins:len");
    static final EntryPoint TRUTH = EntryPoint.of("builtins:bool");
    static final EntryPoint HASH = EntryPoint.of("builtins:hash");
    static final EntryPoint TEXT = EntryPoint.of("builtins:str");
    static final EntryPoint REPR = EntryPoint.of("builtins:repr");
    static final EntryPoint TYPE = EntryPoint.of("builtins:type");

    private RuntimeFunctions() {}

    /** Returns the call that evaluates a script in a namespace of its own. */
    static Invocation evaluate(Script script, ResultMode resultMode) {
        return Invocation.of(EVALUATE, resultMode, script.code(), script.fileName(), Map.of());
    }

    private static EntryPoint scripts(String function) {
        return EntryPoint.of("_pybridge_scripts:" + function);
    }

    private static EntryPoint buffers(String function) {
        return EntryPoint.of("_pybridge_buffers:" + function);
    }

    private static EntryPoint runtime(String function) {
        return EntryPoint.of("_pybridge:" + function);
    }
}
