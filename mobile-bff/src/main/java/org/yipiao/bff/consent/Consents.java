package org.yipiao.bff.consent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.bff.cache.Known;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.invoice.api.InvoiceApi;
import tools.jackson.core.type.TypeReference;

/** What a person has agreed to show, as the register keeps it. */
@Component
public class Consents {

  private static final int PAGE = 50;
  private static final int MOST = 200;
  private static final TypeReference<List<ConsentView>> CONSENTS = new TypeReference<>() {};

  private final Upstream<InvoiceApi> register;
  private final PersonCache cache;

  Consents(Upstream<InvoiceApi> register, PersonCache cache) {
    this.register = register;
    this.cache = cache;
  }

  /** The newest ones of all invoices. */
  public Known<List<ConsentView>> newest(SignedIn who) {
    return cache.read(who.subject(), "consents", CONSENTS, () -> ask(who));
  }

  private List<ConsentView> ask(SignedIn who) {
    var all = new ArrayList<ConsentView>();
    @Nullable String after = null;
    do {
      var page = page(who, after);
      all.addAll(page.items());
      after = page.next();
    } while (after != null && all.size() < MOST);
    return List.copyOf(all);
  }

  public ConsentPage page(SignedIn who, @Nullable String after) {
    return register.ask(who, api -> api.consentsOf(who.subject(), after, PAGE));
  }

  public ConsentView grant(SignedIn who, GrantConsent consent) {
    var granted = register.ask(who, api -> api.grant(consent));
    cache.changed(who.subject());
    return granted;
  }

  public ConsentView revoke(SignedIn who, String consentId) {
    var revoked = register.ask(who, api -> api.revoke(consentId));
    cache.changed(who.subject());
    return revoked;
  }
}
