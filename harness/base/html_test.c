// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "buf.h"
#include "html.h"

static struct buf out;

static struct html
begin(void)
{
	struct html h;
	buf_clear(&out);
	html_part(&h, &out);
	return h;
}

/* What text becomes. */
static const char *
shown(const char *s, size_t len)
{
	struct html h = begin();
	html_begin(&h, "p", NULL);
	html_text_len(&h, s, len);
	html_end(&h);
	return out.data;
}

Test(html, elements_and_attributes)
{
	struct html h = begin();
	html_begin(&h, "section", "id", "a", "class", "b c", NULL);
	html_begin(&h, "input", "type", "text", NULL);
	html_flag(&h, "disabled");
	html_end(&h);
	html_put(&h, "p", NULL, "one");
	html_put(&h, "b", "x", "two");
	html_begin(&h, "span", NULL);
	html_attrf(&h, "title", "%d < %s", 3, "\"4\"");
	html_end(&h);
	html_end(&h);
	cr_expect_str_eq(out.data, "<section id=\"a\" class=\"b c\"><input type=\"text\" disabled>"
				   "<p>one</p><b class=\"x\">two</b>"
				   "<span title=\"3 &lt; &quot;4&quot;\"></span></section>");
}

Test(html, document)
{
	struct html h;
	buf_clear(&out);
	html_init(&h, &out);
	html_put(&h, "html", NULL, "x");
	cr_expect_str_eq(out.data, "<!doctype html>\n<html>x</html>");
}

Test(html, text_stays_text)
{
	cr_expect_str_eq(shown("<script>alert('&amp;')</script>", 31),
		"<p>&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;</p>");
	cr_expect_str_eq(shown("a\tb\nc", 5), "<p>a\tb\nc</p>");
	cr_expect_str_eq(shown("gr\xC3\xBC\xC3\x9F \xF0\x9F\x90\x9B", 11),
		"<p>gr\xC3\xBC\xC3\x9F \xF0\x9F\x90\x9B</p>");
}

Test(html, what_html_can_not_carry)
{
	cr_expect_str_eq(shown("\033[31m\r\0\x7F", 8),
		"<p>\xE2\x90\x9B[31m\xE2\x90\x8D\xE2\x90\x80\xE2\x90\xA1</p>");
	cr_expect_str_eq(shown("\xFF\xC0\xAF", 3), "<p>"
						   "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
						   "</p>");
	/* C1, a noncharacter, right-to-left override, an isolate; and neighbours that are fine. */
	cr_expect_str_eq(shown("\xC2\x9B|\xEF\xBF\xBE|\xE2\x80\xAE|\xE2\x81\xA6", 14),
		"<p>\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD</p>");
	cr_expect_str_eq(shown("\xC2\xA0\xE2\x80\xAF\xEF\xBF\xBD", 8),
		"<p>\xC2\xA0\xE2\x80\xAF\xEF\xBF\xBD</p>");
}

static const char *
link_to(const char *address)
{
	struct html h = begin();
	html_begin(&h, "a", "href", address, NULL);
	html_end(&h);
	return out.data;
}

Test(html, addresses)
{
	cr_expect_str_eq(link_to("../a.html#b?c:d"), "<a href=\"../a.html#b?c:d\"></a>");
	cr_expect_str_eq(link_to("https://example.org/"), "<a href=\"https://example.org/\"></a>");
	cr_expect_str_eq(link_to("javascript:alert(1)"), "<a></a>");
	cr_expect_str_eq(link_to("JaVaScRiPt:alert(1)"), "<a></a>");
	cr_expect_str_eq(link_to(" data:text/html,x"), "<a></a>");
	cr_expect_str_eq(link_to("java\nscript"), "<a></a>");
}

Test(html, sentences_with_code)
{
	struct html h = begin();
	static const char text[] = "`a<b` and `c`, one ` left; not read";
	html_begin(&h, "p", NULL);
	html_prose(&h, text, sizeof text - sizeof "; not read");
	html_end(&h);
	cr_expect_str_eq(out.data, "<p><code>a&lt;b</code> and <code>c</code>, one ` left</p>");
}

Test(html, an_end_too_many_is_a_bug, .signal = SIGABRT)
{
	struct html h = begin();
	html_end(&h);
}
