from evalcap.rendering.package import register, unzipped, zipped


def test_what_was_put_together_comes_apart_again():
    parts = {"a.xml": b"<a/>", "word/b.xml": b"<b/>"}
    assert unzipped(zipped(parts)) == parts
    assert zipped(parts) == zipped(parts)


def test_a_header_that_is_added_can_be_found():
    parts = {
        "word/_rels/document.xml.rels": b"<Relationships></Relationships>",
        "[Content_Types].xml": b"<Types></Types>",
    }
    register(parts, "header", "new.xml", "rId7")
    assert b'Id="rId7" Target="new.xml"/></Relationships>' in parts["word/_rels/document.xml.rels"]
    assert b'PartName="/word/new.xml"' in parts["[Content_Types].xml"]
