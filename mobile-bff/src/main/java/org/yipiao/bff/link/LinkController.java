package org.yipiao.bff.link;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.cache.PersonCache;
import org.yipiao.bff.limit.Limits;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.bff.upstream.UpstreamRefusedException;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.invoice.api.LinkInvoice;
import org.yipiao.invoice.api.LinkedInvoice;
import org.yipiao.platform.problem.ProblemException;

/** Links an invoice that belongs to nobody yet to the person whose name it bears. */
@RestController
class LinkController {

  /**
   * What stands on the paper.
   *
   * @param code 8 digits
   * @param number 10 digits
   * @param checkCode 6 hexadecimal characters
   */
  record LinkElements(
      @NotNull @Pattern(regexp = "[0-9]{8}") String code,
      @NotNull @Pattern(regexp = "[0-9]{10}") String number,
      @NotNull @Pattern(regexp = "[0-9a-fA-F]{6}") String checkCode) {

    private LinkInvoice asTheRegisterTakesThem() {
      return new LinkInvoice(code, number, checkCode);
    }

    @Override
    public String toString() {
      return "LinkElements[masked]";
    }
  }

  private final Upstream<InvoiceApi> register;
  private final PersonCache cache;
  private final Limits limits;

  LinkController(Upstream<InvoiceApi> register, PersonCache cache, Limits limits) {
    this.register = register;
    this.cache = cache;
    this.limits = limits;
  }

  /** Whatever is wrong, the refusal is the same: nobody is told which element to try next. */
  @PostMapping("/api/links")
  LinkedInvoice link(SignedIn who, @Valid @RequestBody LinkElements elements) {
    limits.link(who.subject());
    try {
      var linked = register.ask(who, api -> api.link(elements.asTheRegisterTakesThem()));
      cache.changed(who.subject());
      return linked;
    } catch (UpstreamRefusedException e) {
      throw switch (e.status().value()) {
        case 429 -> e;
        default -> new ProblemException(BffProblem.LINK_REFUSED);
      };
    }
  }
}
