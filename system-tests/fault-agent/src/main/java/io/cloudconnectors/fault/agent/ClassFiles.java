package io.cloudconnectors.fault.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import org.jspecify.annotations.Nullable;

/** How classes of a loader are read and written. */
final class ClassFiles {
    private ClassFiles() {}

    /** Looks classes up as files: to load one while another is being loaded could go round in a circle. */
    static ClassFile in(@Nullable ClassLoader loader) {
        ClassHierarchyResolver known = ClassHierarchyResolver.defaultResolver();
        return ClassFile.of(ClassHierarchyResolverOption.of(
                loader == null
                        ? known
                        : ClassHierarchyResolver.ofResourceParsing(loader)
                                .orElse(known)
                                .cached()));
    }
}
