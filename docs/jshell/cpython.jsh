import org.pybridge.*
import org.pybridge.command.*
import org.pybridge.cpython.*
import org.pybridge.packages.*
import org.pybridge.pool.*
import org.pybridge.process.*
Python python = Python.builder(CPython.bundled()).output(() -> Output.to(System.out, System.err)).build()
