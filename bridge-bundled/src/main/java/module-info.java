/** A Python that comes as a dependency, unpacked once into the user's cache. */
module org.pybridge.bundled {
    requires static transitive org.jspecify;
    requires org.pybridge.core;

    exports org.pybridge.bundled;
}
