from cdop.access.roles import Role

def test_pages(make, sign_in):
    chair = make.user(Role.CHAIR)
    a = make.analysis(factors={})
    case=a.case
    b=sign_in(chair)
    base=f"/cases/{case.id}/analysis"
    for p in ["", "/read","/summary","/factors","/factors?find=sofa","/factors?pick=C04&pick=B01","/facts","/advice","/learning-points","/recommendations","/category","/outcome","/ratify"]:
        page=b.get(base+p)
        assert page.status_code==200,(p,page.text[-3000:])
