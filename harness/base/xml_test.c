// SPDX-License-Identifier: MIT
#include "xml.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "buf.h"
#include "text.h"

static struct buf
text_of(const char *s, size_t len)
{
	struct buf out = {0};
	struct xml x;
	xml_init(&x, &out);
	xml_begin(&x, "a");
	xml_text(&x, s, len);
	xml_end(&x);
	return out;
}

Test(xml, writes_elements_attributes_and_text)
{
	struct buf out = {0};
	struct xml x;
	xml_init(&x, &out);
	xml_begin(&x, "suite");
	xml_attrf(&x, "tests", "%d", 2);
	xml_begin(&x, "case");
	xml_attr(&x, "name", "a<b & \"c\"\n");
	xml_text(&x, "1 < 2 ]]> 3\r\n", 13);
	xml_end(&x);
	xml_begin(&x, "case");
	xml_end(&x);
	xml_end(&x);
	cr_assert_str_eq(buf_str(&out),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<suite tests=\"2\">\n"
		"  <case name=\"a&lt;b &amp; &quot;c&quot;&#10;\">1 &lt; 2 ]]&gt; 3&#13;\n</case>\n"
		"  <case/>\n</suite>\n");
	buf_free(&out);
}

Test(xml, what_xml_cannot_carry_is_replaced)
{
	struct buf out = text_of("\x1B[1m\0\xFF\xEF\xBF\xBE\xED\xA0\x80", 12);
	cr_assert_not_null(strstr(out.data, "<a>\uFFFD[1m\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD</a>"),
		"%s", out.data);
	buf_free(&out);
}

Test(xml, no_pair_of_bytes_gets_a_control_or_a_bad_byte_through)
{
	for (int pair = 0; pair < 65536; pair++) {
		char s[2] = {(char)(pair >> 8), (char)pair};
		struct buf out = text_of(s, 2);
		for (size_t i = 0, n; i < out.len; i += n) {
			n = text_utf8(out.data + i, out.len - i);
			cr_assert(n, "ill-formed after %04x", pair);
			unsigned char c = (unsigned char)out.data[i];
			cr_assert(c >= 0x20 || c == '\t' || c == '\n', "control after %04x", pair);
		}
		cr_assert_null(strstr(strstr(out.data, "<a>") + 3, "]]>"));
		buf_free(&out);
	}
}

Test(xml, an_attribute_after_text_is_a_bug, .signal = SIGABRT)
{
	struct buf out = {0};
	struct xml x;
	xml_init(&x, &out);
	xml_begin(&x, "a");
	xml_text(&x, "t", 1);
	xml_attr(&x, "b", "c");
}

Test(xml, an_end_too_many_is_a_bug, .signal = SIGABRT)
{
	struct buf out = {0};
	struct xml x;
	xml_init(&x, &out);
	xml_end(&x);
}
