package org.pybridge.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers that are named one by one, as {@code python-1:50051,python-2:50051}. Immutable. */
final class ServerList extends NameResolverProvider {
    static final String SCHEME = "servers";

    private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\s]+):\\d{1,5}");

    private static final int LAST_PORT = 65_535;

    private final List<String> servers;

    private ServerList(List<String> servers) {
        this.servers = servers;
    }

    /**
     * Looks whether a list names servers.
     *
     * @param target a target of any kind
     * @throws IllegalArgumentException when it is a list, and one of it has no host or no port
     */
    static void check(String target) {
        if (isList(target)) {
            for (String server : target.split(",", -1)) {
                if (!SERVER.matcher(server).matches() || port(server) > LAST_PORT) {
                    throw new IllegalArgumentException(
                            "the target " + target + " names '" + server + "'; in a list, each is host:port");
                }
            }
        }
    }

    static boolean isList(String target) {
        return target.indexOf(',') >= 0;
    }

    /** Gives what resolves a list to the addresses in it. */
    static NameResolverRegistry registry(String list) {
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(new ServerList(List.of(list.split(",", -1))));
        return registry;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new Resolver();
    }

    /** Looks the hosts up when a connection is wanted, and again when connections are lost. */
    private final class Resolver extends NameResolver {
        private @Nullable Listener2 listener;

        @Override
        public String getServiceAuthority() {
            return servers.get(0);
        }

        @Override
        public void start(Listener2 wanted) {
            listener = wanted;
            refresh();
        }

        @Override
        public void refresh() {
            Listener2 told = listener;
            if (told != null) {
                told.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(addresses())
                        .build());
            }
        }

        private StatusOr<List<EquivalentAddressGroup>> addresses() {
            List<EquivalentAddressGroup> known = servers.stream()
                    .map(ServerList::group)
                    .flatMap(Optional::stream)
                    .toList();
            return known.isEmpty()
                    ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("none of " + servers + " is a known host"))
                    : StatusOr.fromValue(known);
        }

        @Override
        public void shutdown() {
            listener = null;
        }
    }

    private static int port(String server) {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }

    /** Gives an address with the name that its certificate has to have; empty when there is no such host. */
    private static Optional<EquivalentAddressGroup> group(String server) {
        InetSocketAddress address = new InetSocketAddress(server.substring(0, server.lastIndexOf(':')), port(server));
        return address.isUnresolved()
                ? Optional.empty()
                : Optional.of(new EquivalentAddressGroup(
                        address,
                        Attributes.newBuilder()
                                .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, server)
                                .build()));
    }
}
