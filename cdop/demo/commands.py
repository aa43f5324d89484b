"""`flask demo`: made-up panels, people and reviews, of any size, for trying out and measuring."""

import click
from flask.cli import with_appcontext

from cdop.demo.load import SEED, SIZE, NotHere, load_demo


@click.command("demo")
@click.option("--size", default=SIZE, show_default=True, type=click.IntRange(60, 200_000))
@click.option("--seed", default=SEED, show_default=True, help="Another seed, other children.")
@with_appcontext
def demo(size: int, seed: int) -> None:
    """Load made-up panels, people and reviews into an empty database; write demo.json.

    SIZE is the number of deaths. Ends with 0 when loaded, 1 in production or where the database
    holds panels already, 2 when it was asked wrongly.
    """
    try:
        path = load_demo(size=size, seed=seed)
    except NotHere as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Loaded {size} made-up deaths. Who to sign in as: {path}")
