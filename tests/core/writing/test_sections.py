"""A newsletter is read section by section, as its headings divide it."""

from cdop.core.writing.sections import sections_of


def test_each_heading_of_the_second_level_begins_a_section():
    found = sections_of("## Welcome\n\nHello.\n\n### Small\n\nmore\n\n## Support ##\n\nHelp.\n")

    assert [section.heading for section in found] == ["Welcome", "Support"]
    assert found[0].text == "\nHello.\n\n### Small\n\nmore\n".strip("\n")


def test_what_stands_before_the_first_heading_is_a_section_without_one():
    found = sections_of("Hello.\n\n## One\n\nText")

    assert [(each.heading, each.text) for each in found] == [("", "Hello."), ("One", "Text")]


def test_a_heading_in_a_block_of_code_is_none():
    assert [s.heading for s in sections_of("## One\n\n```\n## two\n```\n\n## Three")] == [
        "One",
        "Three",
    ]


def test_a_section_may_be_empty_and_a_text_may_have_none():
    assert sections_of("") == []
    assert sections_of("## One\n\n## Two\n\nText")[0].is_empty
