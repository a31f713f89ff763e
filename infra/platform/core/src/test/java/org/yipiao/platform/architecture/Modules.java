package org.yipiao.platform.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way dependencies point: server, then api, then platform; services know the ledger through its
 * client and protocol alone; no service knows another's server.
 */
public final class Modules {

  /** Identifiers of the platform's core. */
  public static final String ID = "org.yipiao.platform.id..";

  /** Money of the platform's core. */
  public static final String MONEY = "org.yipiao.platform.money..";

  /** Reasons of the platform's core. */
  public static final String REASON = "org.yipiao.platform.reason..";

  private static final String OURS = "org.yipiao..";
  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  private final String root;
  private final JavaClasses classes;

  private Modules(String root) {
    this.root = root;
    this.classes = classesIn(root);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("no classes in " + root);
    }
  }

  /**
   * The classes under a package, tests left out, for rules that ask for the names of packages and
   * classes alone: of all that lies elsewhere only the name is known, and none of it has to be
   * read. A rule that asks for subtypes of something elsewhere needs an import of its own.
   */
  public static JavaClasses classesIn(String root) {
    return imported(
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()), root);
  }

  private static JavaClasses imported(ClassFileImporter importer, String root) {
    return ArchConfiguration.withThreadLocalScope(configuration -> {
      configuration.setResolveMissingDependenciesFromClassPath(false);
      return importer.importPackages(root);
    });
  }

  /**
   * The classes of one module, tests left out, under its root package. Each package under it, those
   * of the tests as well, has to be {@code @NullMarked}: NullAway looks at no other.
   */
  public static Modules module(String root) {
    var module = new Modules(root);
    assertThat(unmarked(root)).as("packages that are not @NullMarked").isEmpty();
    return module;
  }

  private static Set<String> unmarked(String root) {
    var all = imported(new ClassFileImporter(), root);
    return all.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !all.getPackage(name).isAnnotatedWith(NULL_MARKED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of all that is ours it knows itself and these packages, written as ArchUnit writes them. */
  public Modules knowsOnly(String... packages) {
    String[] known =
        Stream.concat(Stream.of(root + ".."), Stream.of(packages)).toArray(String[]::new);
    classes()
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(OURS)).or(resideInAnyPackage(known)))
        .as(root + " knows only what its place allows")
        .check(classes);
    return this;
  }

  /** It neither orders nor executes: engine and contract are the node's own. */
  public Modules leavesTheLedgerToTheNode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.swirlds..", "com.hedera..", "org.hiero..", "org.yipiao.ledger.contract..")
        .check(classes);
    return this;
  }

  /** It can be used where there is no Spring. */
  public Modules needsNoSpring() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
    return this;
  }

  /** SQL stays inside its feature: nobody else can call a mapper. */
  public Modules hidesItsMappers() {
    classes()
        .that()
        .areAnnotatedWith("org.apache.ibatis.annotations.Mapper")
        .should()
        .bePackagePrivate()
        .check(classes);
    return this;
  }
}
