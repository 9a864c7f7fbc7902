package org.pybridge.packages;

import java.util.List;
import java.util.Optional;

/**
 * Where packages come from, and which of them are taken. Immutable.
 *
 * @param index the URL of the index; empty for the one that pip is configured for
 * @param extraIndexes URLs of further indexes
 * @param trustedHosts hosts whose certificates are not checked
 * @param findLinks directories with archives, or URLs of pages with links to them
 * @param indexUsed false when only {@code findLinks} are searched
 * @param wheelsOnly true when packages that would have to be compiled are refused
 * @param hashesRequired true when a package without a hash in a file of requirements is refused
 */
public record PackageSources(
        Optional<String> index,
        List<String> extraIndexes,
        List<String> trustedHosts,
        List<String> findLinks,
        boolean indexUsed,
        boolean wheelsOnly,
        boolean hashesRequired) {

    /**
     * Copies the lists.
     */
    public PackageSources {
        extraIndexes = List.copyOf(extraIndexes);
        trustedHosts = List.copyOf(trustedHosts);
        findLinks = List.copyOf(findLinks);
    }
}
