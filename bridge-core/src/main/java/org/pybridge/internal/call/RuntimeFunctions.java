package org.pybridge.internal.call;

import java.util.Map;
import org.pybridge.Script;
import org.pybridge.spi.EntryPoint;
import org.pybridge.spi.Invocation;
import org.pybridge.spi.ResultMode;

/** The functions of the Python runtime and the builtins that core calls. */
public final class RuntimeFunctions {
    public static final EntryPoint EVALUATE = scripts("evaluate");
    public static final EntryPoint RUN = scripts("run");
    public static final EntryPoint OPEN_NAMESPACE = scripts("open_namespace");
    public static final EntryPoint CLOSE_NAMESPACE = scripts("close_namespace");
    static final EntryPoint RESTORE_SETTINGS = EntryPoint.of("_pybridge_settings:restore");
    public static final EntryPoint TAKE_SETTINGS = EntryPoint.of("_pybridge_settings:take");
    public static final EntryPoint OFFER_MODULES = EntryPoint.of("_pybridge_modules:offer");
    static final EntryPoint IMPORT_ALL = runtime("import_all");
    public static final EntryPoint RESOLVE = runtime("resolve");
    public static final EntryPoint MEMBER_OF = runtime("member_of");
    public static final EntryPoint MEMBER = runtime("member");
    public static final EntryPoint ATTRIBUTE = runtime("attribute");
    public static final EntryPoint CALL_METHOD = runtime("call_method");
    public static final EntryPoint TYPE_NAME = runtime("type_name_of");
    public static final EntryPoint ITSELF = runtime("itself");
    public static final EntryPoint CONTAINS = runtime("contains");
    public static final EntryPoint EQUAL = runtime("equal");
    public static final EntryPoint START = runtime("start");
    public static final EntryPoint ADVANCE = runtime("advance");
    public static final EntryPoint HAS_NEXT = runtime("has_next");
    public static final EntryPoint POP = runtime("pop");
    public static final EntryPoint NEW_BOX = runtime("new_box");
    public static final EntryPoint STOP = runtime("stop");
    public static final EntryPoint ENTER = runtime("enter");
    public static final EntryPoint LEAVE = runtime("leave");
    public static final EntryPoint DIRECTORY = runtime("directory");
    public static final EntryPoint NUMBER = runtime("number");
    public static final EntryPoint ELEMENTS = runtime("elements");
    public static final EntryPoint DESCRIBE_BUFFER = buffers("describe");
    public static final EntryPoint BUFFER_CONTENT = buffers("content");
    public static final EntryPoint FILL_BUFFER = buffers("fill");
    public static final EntryPoint STORE_BUFFER = buffers("store");
    public static final EntryPoint CALL_ALL = runtime("call_all");
    public static final EntryPoint RAISE = runtime("raise_error");
    public static final EntryPoint SET_ATTRIBUTE = EntryPoint.of("builtins:setattr");
    public static final EntryPoint DELETE_ATTRIBUTE = EntryPoint.of("builtins:delattr");
    public static final EntryPoint HAS_ATTRIBUTE = EntryPoint.of("builtins:hasattr");
    public static final EntryPoint GET_ITEM = EntryPoint.of("operator:getitem");
    public static final EntryPoint SET_ITEM = EntryPoint.of("operator:setitem");
    public static final EntryPoint DELETE_ITEM = EntryPoint.of("operator:delitem");
    public static final EntryPoint LENGTH = EntryPoint.of("builtins:len");
    public static final EntryPoint TRUTH = EntryPoint.of("builtins:bool");
    public static final EntryPoint HASH = EntryPoint.of("builtins:hash");
    public static final EntryPoint TEXT = EntryPoint.of("builtins:str");
    public static final EntryPoint REPR = EntryPoint.of("builtins:repr");
    public static final EntryPoint TYPE = EntryPoint.of("builtins:type");

    private RuntimeFunctions() {}

    /** Returns the call that evaluates a script in a namespace of its own. */
    public static Invocation evaluate(Script script, ResultMode resultMode) {
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
