package org.yipiao.quickstart.drive.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SignInFormTest {

  @Test
  void readsWhereAFormGoesAndWhatItHides() throws IOException {
    SignInForm form =
        SignInForm.asking(
            "phone",
            """
            <main><form method="post" action="/sign-in/code">
            <input type="hidden" name="_csrf" value="a&amp;b&quot;">
            <label for="phone">Phone</label>
            <input id="phone" name="phone" type="tel" required autofocus value="">
            </form></main>
            """);
    assertThat(form.action()).isEqualTo("/sign-in/code");
    assertThat(form.filled("phone", "138 0000")).isEqualTo("_csrf=a%26b%22&phone=138+0000");
  }

  @Test
  void saysWhatAPageSaysThatAsksForSomethingElse() {
    assertThatThrownBy(() ->
            SignInForm.asking(
                "code",
                """
                <p role="alert" class="alert">Too many codes &amp; calls.</p>
                <form action="/sign-in/code"><input name="phone"></form>
                """))
        .isInstanceOf(IOException.class)
        .hasMessage("the sign-in asks for no code: Too many codes & calls.");
    assertThatThrownBy(() -> SignInForm.asking("code", "<input name=\"code\">"))
        .hasMessage("the sign-in asks for no code");
  }
}
