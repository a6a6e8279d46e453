from dateline.read.letters import explained


def test_letters_that_the_text_explains():
    assert explained("THE NPF [NATIONAL PEASANTS FRONT] AND THE RED-STAR UNION (RSU) MET") == {"npf", "rsu"}


def test_a_row_of_dashes_is_no_long_name():
    """A pattern in which words and what parts them shared a sign did not end here."""
    assert explained("BAHIA A" + "-" * 5000 + " SAID " + "A-" * 5000) == frozenset()
