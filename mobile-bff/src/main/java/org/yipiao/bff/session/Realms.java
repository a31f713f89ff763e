package org.yipiao.bff.session;

import java.util.List;
import java.util.Optional;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/** The realms that there are: patients always, the payers' staff where their client has a key. */
final class Realms {

  private final List<SignedInRealm> realms;

  Realms(List<SignedInRealm> realms) {
    this.realms = List.copyOf(realms);
  }

  /** The realm whose page calls that path, if it is a call. */
  Optional<SignedInRealm> calledAt(String path) {
    return realms.stream().filter(each -> path.startsWith(each.realm().apiPath())).findFirst();
  }

  /** Whether a path is that of the payers' staff, of whom there are none here. */
  boolean isLeftOut(String path) {
    return realms.stream().noneMatch(each -> each.realm().equals(Realm.PAYERS))
        && (path.startsWith(Realm.PAYERS.apiPath())
            || path.startsWith(Realm.PAYERS.loginPath() + "/"));
  }

  /** The realm of a path of the sign-in. */
  SignedInRealm at(String path) {
    return realms.stream()
        .filter(each ->
            path.startsWith(each.realm().apiPath())
                || path.startsWith(each.realm().loginPath() + "/"))
        .findFirst()
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
  }
}
