package org.yipiao.testrun;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a compiled class says about the tests in it.
 *
 * @param name binary name
 * @param isAbstract whether subclasses run its tests instead
 * @param tags of the class
 * @param tagsOfTests for each test method its tags
 */
record TestClass(String name, boolean isAbstract, Set<String> tags, List<Set<String>> tagsOfTests) {

  private static final String JUPITER = "Lorg/junit/jupiter/";
  private static final Set<String> MARKS =
      Set.of(
          JUPITER + "api/Test;",
          JUPITER + "api/RepeatedTest;",
          JUPITER + "api/TestFactory;",
          JUPITER + "api/TestTemplate;",
          JUPITER + "params/ParameterizedTest;",
          "Lcom/tngtech/archunit/junit/ArchTest;");

  static TestClass read(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    List<Set<String>> tests =
        java.util.stream.Stream.concat(
                model.methods().stream().<AttributedElement>map(method -> method),
                model.fields().stream().<AttributedElement>map(field -> field))
            .filter(TestClass::isTest)
            .map(TestClass::tags)
            .toList();
    return new TestClass(
        model.thisClass().asInternalName().replace('/', '.'),
        model.flags().has(AccessFlag.ABSTRACT),
        tags(model),
        tests);
  }

  /** Whether some test in it is meant to run when a tag is excluded. */
  boolean mustRun(String excludedTag) {
    return !isAbstract
        && !tags.contains(excludedTag)
        && tagsOfTests.stream().anyMatch(own -> !own.contains(excludedTag));
  }

  private static boolean isTest(AttributedElement element) {
    return annotations(element).stream()
        .anyMatch(annotation -> MARKS.contains(annotation.className().stringValue()));
  }

  private static Set<String> tags(AttributedElement element) {
    return annotations(element).stream()
        .filter(annotation -> annotation.className().equalsString(JUPITER + "api/Tag;"))
        .flatMap(annotation -> annotation.elements().stream())
        .map(
            value -> value.value() instanceof AnnotationValue.OfString tag ? tag.stringValue() : "")
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static List<Annotation> annotations(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(attribute -> attribute.annotations())
        .orElse(List.of());
  }
}
