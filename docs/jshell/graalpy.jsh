import java.math.*
import java.nio.file.*
import java.time.*
import java.util.*
import java.util.concurrent.*
import java.util.function.*
import java.util.stream.*
import org.pybridge.*
import org.pybridge.command.*
import org.pybridge.graalpy.*
import org.pybridge.grpc.*
import org.pybridge.packages.*
import org.pybridge.pool.*
import org.pybridge.process.*
Python python = Python.builder(GraalPy.builder().build()).output(() -> Output.to(System.out, System.err)).build()
