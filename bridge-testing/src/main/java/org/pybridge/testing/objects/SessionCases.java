package org.pybridge.testing.objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pybridge.PyObject;
import org.pybridge.Session;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;

/** Cases that each work in a session of their own. */
abstract class SessionCases extends Cases {
    private Session session;

    @BeforeEach
    final void open() {
        needs(Capability.OBJECTS);
        session = python().session();
        session.exec("import lab");
    }

    @AfterEach
    final void giveBack() {
        if (session != null) {
            session.close();
        }
    }

    final Session session() {
        return session;
    }

    final PyObject object(String code) {
        return session.eval(code);
    }
}
